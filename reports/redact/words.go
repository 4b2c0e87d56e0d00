package redact

import (
	"strings"
	"sync"
)

// A name that is a word of replies, or of this program, tells nobody's: a device that is
// called "client", a user "scanner". In the middle of a sentence it cannot be told from
// the word, and hiding it there would take the evidence away.

// plainWords are those that replies, commands and suites are made of, what many hosts and
// users are called, and who makes what stands between.
const plainWords = `
am an as at be by do go he id if in ip is it me mx my no of ok on or so to up us we
a about above accept acceptable accepted access account action active actively address addresses admin administrative administrator after again
alias all allow allowed already also and another anonymous any apikey app application are attempt attempted auth authenticate authenticated
authenticating authentication authorised authorized available backup bad banner because been before begin between blacklist blacklisted blocked
blocklist blocking bot both bounce bye ca can cannot certificate change channel check class clear client closed closing code command commands
complete completed connect connected connecting connection connections contact content could country credential credentials current daemon data
database day days default defer deferred delay delayed delivered delivery demo denied deny device did directory disabled dkim dmarc dns does domain
domains done down due dynamic ehlo email encrypt encryption endpoint enforce enforced enough enter error errors esmtp established example
exceeded exceeds exchange exim exist exists expect expected expired external extension fail failed failure fax feature file filter firewall first followed
for forbidden format forward found from ftp full gateway general given go good goodbye google greeting group guest had has have hello helo help here high
home host hostname hour how http https identity idle inbound incoming info information input insufficient intern internal internet invalid issue its
junk keyword keywords lab last later learn length less let like limit limited line lines link list listed listing local localdomain localhost lock locked login long lookup
loop lost low lowered mail mailbox mailboxes mailer mailhost main malformed many max maximum may mechanism message messages method microsoft mime minute
minutes missing mode more must mx name names need needed network new next no-reply nobody none noop noreply not nothing now null number object office
offered office365 offline online only open operation option organisation organization originator other out outbound outgoing outlook over own page
parameter parameters part pass password path pending per permanent permanently permission permitted pipelining plain please points policy pool port possible
postfix postmaster postmaster ppe print printer problem process processed processing prohibited protocol provide provided proxy public pump query queue queued
quit quota rate rbl rcpt read ready reason received receive receiver recipient recipients record refused reject rejected rejecting relay relaying remote remove
reply report reputation request required requires reset resolve resolver response restricted retry return reverse review root route rset rule rules same
sasl scan scanner score scram see seen send sender senders sending sendmail sent sequence server servers service services session set should sign
signature site size smtp smtpd some soon source spam spamhaus spf ssl start started starting starttls state status still store stored stream submission
submit such suite supported suspicious syntax system table temp temporarily temporary tenant terminated test tested testing text than that the their them then there
these they this those through throttled throttling time timed timeout timeouts title tls token too tool trace traffic transaction transmission transport
trust trusted try trying turn type unable unauthenticated unavailable unexpected unknown unrecognised unrecognized unsolicited until untrusted update url use used user username
users using valid value verified verification verify version via violation virus visit vrfy wait waiting warning was web weak welcome what when where which who will
window with within without word work worker worth wrong yes you your zone
8bitmime base64 binarymime chunking cram-md5 digest-md5 dsn e-mail enhancedstatuscodes oauthbearer scram-sha-1 scram-sha-256 smtputf8 tls1 utf-8 utf8
x-anonymoustls x-exps xclient xoauth2 self-signed sha1 sha256 md5 ipv4 ipv6 ip4 ip6
mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec gmt utc
barracuda cisco mimecast proofpoint spamcop sorbs yahoo amazon aws sendgrid mailgun synology qnap zimbra dovecot
`

// makers sign what stands between, and public certificates: who they are is evidence.
var makers = []string{
	"fortinet", "fortigate", "sophos", "watchguard", "sonicwall", "barracuda", "palo alto", "check point", "zscaler", "cisco", "avast", "avg ", "eset",
	"kaspersky", "bitdefender", "trend micro", "mcafee", "symantec", "microsoft", "google", "let's encrypt", "digicert", "sectigo", "globalsign",
	"smtpspec", "internet widgits", "default company", "synology", "mimecast", "proofpoint",
}

var wordSet = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(plainWords) {
		set[word] = true
	}
	return set
})

// Plain reports a name that tells nobody's: one that is made of words which replies are
// made of, or which many hosts are called.
func Plain(name string) bool {
	for word := range strings.FieldsSeq(name) {
		if !wordSet()[lower(word)] {
			return false
		}
	}
	return true
}

// maker reports the name of who makes or signs what servers show, and is no client.
func maker(name string) bool {
	for _, m := range makers {
		if strings.Contains(name, m) {
			return true
		}
	}
	return false
}
