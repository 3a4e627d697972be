"""Two people of one name and without a number are two people on the sheet to sign."""


def test_each_of_two_namesakes_has_a_line_to_sign(make, office, lead):
    for _ in range(2):
        make.worker(office.agency, name="John Smith")
    page = lead.page(f"{office.home}/{office.room()}/sheet")
    assert page.select_one("main").get_text().count("John Smith") == 2
