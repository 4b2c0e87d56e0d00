package smtp

import "strings"

// submissionHosts are hosts that take mail from those who sign in, beside the
// submission endpoints of Microsoft 365, by the sending method that they stand for.
var submissionHosts = map[string]string{
	"smtp.hve.mx.microsoft":  "hve", // message centre MC1243552
	"smtp-hve.office365.com": "hve", // its name before, "will be deprecated"
	"smtp.azurecomm.net":     "acs", // azure-docs, "SMTP authentication"
	"smtp-mail.outlook.com":  "other",
	"smtp.gmail.com":         "other",
}

// SubmissionMethod is the sending method of a known submission host, by the words
// of an endpoint's `method`.
func SubmissionMethod(host string) (method string, known bool) {
	if method, known = submissionHosts[strings.ToLower(strings.TrimSuffix(host, "."))]; known {
		return method, true
	}
	if op, _ := OperatorOf(host); op.Service == "submission" {
		return "client-submission", true
	}
	return "", false
}
