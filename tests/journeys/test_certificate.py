"""A certificate is kept, checked by a stranger, and withdrawn; its holder is told everywhere."""

import re

CODE = re.compile(r"Code ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})")
WHY = "It was issued in error."


def test_a_certificate_is_kept_checked_and_withdrawn(open_tab):
    holder = open_tab(phone=True)
    holder.sign_in("teamlead").go("/certificates")
    code = CODE.search(holder.text).group(1)
    assert holder.download(re.compile(r"^Certificate \(PDF\)")).startswith(b"%PDF-")

    stranger = open_tab()
    stranger.go("/verify").page.get_by_label("Code of the certificate").fill(code.lower())
    stranger.press("Check this code").looked_at()
    assert stranger.heading == "This certificate is true and in date"
    assert stranger.page.context.cookies() == []

    office = open_tab()
    office.sign_in("coordinator").go("/certificates").follow("Withdraw somebody's certificate")
    office.looked_at().page.get_by_label("Code of the certificate").fill(code)
    office.press("Find it").looked_at()
    office.press("Withdraw this certificate").looked_at().says("There is a problem")
    office.page.get_by_label("Why it is withdrawn").fill(WHY)
    office.press("Withdraw this certificate").looked_at()
    assert office.heading == "This certificate is withdrawn"

    stranger.go(f"/verify/{code}")
    assert stranger.heading == "This certificate was withdrawn"
    assert WHY not in stranger.text
    holder.go("/certificates").says(WHY)
    holder.go("/learn").says("What changed for you").says("was withdrawn on")
