import time
from axe_playwright_python.base import AXE_SCRIPT
from tests.journeys.conftest import PHONE
from tests.journeys.screens import Tab
RUN="""axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(one => [one.id, one.nodes.map(node => node.html)]))"""
def test_p(chromium, house):
    context = chromium.new_context(base_url=house.address, viewport=PHONE)
    tab=Tab(context.new_page()).sign_in("author")
    t=[0]*4
    for i in range(1,14):
        a=time.time(); tab.page.goto(f"/learn/housing" if i==1 else "/learn/housing/"+SL[i%3]); b=time.time(); tab.page.evaluate(AXE_SCRIPT); c=time.time(); tab.page.evaluate(RUN); d=time.time()
        t[0]+=b-a;t[1]+=c-b;t[2]+=d-c
    print([x/13 for x in t])
    assert 0, [x/13 for x in t]
SL=["where-people-are-recruited","shared-houses","cuckooing"]
