"""Opens and protects the line to a relay and signs in, without letting the password out."""

import smtplib
import ssl
from dataclasses import dataclass

from services.notifications.cleaning import clean_line
from services.notifications.smtp.relay import Relay
from services.notifications.smtp.replies import Deferred, Doubtful, Refused, meaning


@dataclass(frozen=True)
class Line:
    """How to reach one relay: trusted certificates and the longest silence in seconds."""

    relay: Relay
    tls: ssl.SSLContext
    timeout_seconds: float

    def open(self) -> smtplib.SMTP:
        """Return a connection that is ready for mail, or raise Refused or Deferred."""
        try:
            return self._signed_in()
        except smtplib.SMTPServerDisconnected as error:
            raise Deferred(self.unreachable(error)) from None
        except smtplib.SMTPResponseException as error:
            raise self._refusal(error) from None
        except ssl.SSLCertVerificationError as error:
            reason = f"the certificate of {self.relay.host} is not trusted: {error.verify_message}"
            raise Refused(reason, "transport") from None
        except smtplib.SMTPException as error:
            raise Refused(self.scrubbed(str(error)), "transport") from None
        except OSError as error:
            raise Deferred(self.unreachable(error)) from None

    def unreachable(self, error: Exception) -> str:
        """Say which relay was lost and how, in words that hold no address of a person."""
        return f"{self.relay.host}:{self.relay.port} cannot be reached: {type(error).__name__}"

    def scrubbed(self, text: str) -> str:
        """Return a reply as one line, with the password struck out should it be echoed."""
        for secret in self.relay.secrets():
            text = text.replace(secret, "***")
        return clean_line(text, 500)

    def _signed_in(self) -> smtplib.SMTP:
        client = self._greeted()
        try:
            if self.relay.security == "starttls":
                client.starttls(context=self.tls)
            if self.relay.user:
                client.login(self.relay.user, self.relay.password)
            client.ehlo_or_helo_if_needed()
        except BaseException:
            client.close()
            raise
        return client

    def _greeted(self) -> smtplib.SMTP:
        relay, timeout = self.relay, self.timeout_seconds
        if relay.security == "tls":
            return smtplib.SMTP_SSL(relay.host, relay.port, timeout=timeout, context=self.tls)
        return smtplib.SMTP(relay.host, relay.port, timeout=timeout)

    def _refusal(self, error: smtplib.SMTPResponseException) -> Refused | Deferred | Doubtful:
        raw = error.smtp_error
        text = raw.decode("ascii", "replace") if isinstance(raw, bytes) else raw
        return meaning(error.smtp_code, self.scrubbed(f"{error.smtp_code} {text}"), "greeting")
