"""A page that is spoilt on purpose is noticed, so that silence means something."""

from tests.browser.conftest import Visits

SPOIL = """() => {
  const long = document.createElement('p'), foreign = document.createElement('p');
  long.textContent = 'wide'.repeat(500);
  long.style.overflowWrap = 'normal';
  foreign.textContent = 'This is the page that you should translate.';
  const image = new Image(5, 5);
  image.src = 'https://elsewhere.example/x.png';
  document.querySelector('main').append(long, foreign, image);
}"""


def test_a_page_that_is_spoilt_is_noticed_in_every_way(visits: Visits) -> None:
    visit = visits.begin("nl")
    visit.open("/sign-in")
    visit.page.evaluate(SPOIL)
    visit.look("spoilt")
    noticed, visit.faults = " ".join(visit.faults), []

    assert "foreign words: This is the page" in noticed
    assert "px wider than 390" in noticed
    assert "px wider than 320" in noticed
    assert "image-alt" in noticed
    assert "Content Security Policy" in noticed
