"""Whoever an event concerns is told of it once, in his own language, in words that are true."""

from tests.notifications.conftest import Church


def test_everybody_expected_gets_one_mail_in_his_own_language(church: Church) -> None:
    church.plan()
    church.host.settle()

    (anna,), (bert,) = church.mails(church.anna), church.mails(church.bert)
    assert anna.subject == "Afspraak op donderdag 14 januari 2027"
    assert bert.subject == "Meeting on Thursday 14 January 2027"
    assert "19:30–21:30 uur (tijd in Amsterdam)" in anna.text
    assert "De Ark, Lindelaan 3" in bert.text
    assert str(anna.message["reply-to"]) == church.coach.email
