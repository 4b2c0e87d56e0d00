package transcript

// replyWords are words of six letters and more that servers answer AUTH with, whatever
// the password is.
const replyWords = `
aanmelding accepted access account accounts activated address administrator advertised allowed
anmeldung anonymous attempts attributes autenticacion autenticazione authenticate authenticated
authenticatie authenticating authentication authentication-failed authentification
authentifizierung authorization authorized available bad-credentials badcredentials balance
basicauthentication because before benutzername blocked browser cannot canonical challenge
change channel characters cipher-strength client clientauthentication command commands complete
conditional configuration configured connect connection connections connector contact correct
country credential credentials criteria current daemon database deactivated default defaults
delivery denied deny desktop device devices disabled disallowed discard document domain domains
enable enabled encoded encoding encrypt encrypted encryption enhanced enhancedstatuscodes error
errors exceeded exceeds exchange existing expected expiration expired extended extension
external factor failed failure federated fehlgeschlagen firewall forbidden forward gateway
gmail.com google google.com greeting hotmail.com identified identity implemented inbound
incorrect information insecure internal internet invalid issuer kennwort kerberos licence
license limited locked logged logging logon longer lookup mailbox mailboxes mailserver
maintenance malformed manage management mandatory maximum mechanism mechanisms message messages
method microsoft microsoft365 mimecast missing mobile modern multi-factor multifactor necessary
needed network nobody number obtain office office.com office365 office365.com onmicrosoft.com
operation optional organisation organization original outbound outlook outlook.com
outlook.office365.com parameter parameters partner password passwords passwort permanent
permission permissions permitted pipelining please policies policy postfix postmaster previous
printer printers prohibited prohibitted proofpoint protected protection protocol provide
provided provider quarantine queued receive received recipient recipients recognised recognized
refresh refused reject rejected relaying remote replies request requested required requirements
requires resource response restricted retired return sasl-authentication scanner scanners secret
secured security security-defaults sender senders sendgrid sending sequence server server-busy
service services session sessions settings signed signing simple single smarthost smtpauth
smtpclientauthentication starttls status storage string submission submit subscription success
successful successfully support supported suspended switch syntax system temporarily temporary
tenant tenantattribution tenants terminated throttled through ticket timeout tls-required tokens
tomorrow traffic transaction transmission transport trusted unable unauthenticated unauthorized
unavailable unencrypted unexpected unknown unless unlock unrecognized unsuccessful unsupported
update upgrade usable username users utilisateur validate validation verification verify version
violation wachtwoord webmail website welcome window windows without worker wrong xoauth2
yahoo.com yandex
`
