package smtp

import "testing"

// TestOperatorOf: names of every cloud are known, and names that only look alike are
// not.
func TestOperatorOf(t *testing.T) {
	const m365 = "Microsoft 365"
	for host, want := range map[string]Operator{
		"smtp.office365.com":                                {m365, "submission", ""},
		"CONTOSO-COM.mail.protection.outlook.com.":          {m365, "inbound", "contoso-com"},
		"contoso-com.j-v1.mx.microsoft":                     {m365, "inbound", "contoso-com"},
		"contoso-us.mail.protection.office365.us":           {m365, "inbound", "contoso-us"},
		"outlook.office365.us":                              {m365, "submission", ""},
		"navy-mil.mail.protection.apps.mil":                 {m365, "inbound", "navy-mil"},
		"outlook-dod.office365.us":                          {m365, "submission", ""},
		"contoso-cn.mail.protection.partner.outlook.cn":     {m365, "inbound", "contoso-cn"},
		"smtp.partner.outlook.cn":                           {m365, "submission", ""},
		"SH0PR01.CHNPR01.prod.partner.outlook.cn":           {m365, "", ""},
		"contoso-com.olc.protection.outlook.com":            {m365, "consumer", ""},
		"aspmx.l.google.com":                                {"Google", "", ""},
		"mail.protection.outlook.com.contoso.com":           {},
		"contoso-com.mail.protection.outlook.com.evil.test": {},
		"apps.mil":            {},
		"notoutlook.com":      {},
		"smtp.office365.com2": {},
	} {
		if got, known := OperatorOf(host); got != want || known != (want.Name != "") {
			t.Errorf("%s: %+v", host, got)
		}
	}
}

func TestSubmissionMethod(t *testing.T) {
	for host, want := range map[string]string{
		"smtp.office365.com":                      "client-submission",
		"SMTP.Office365.com.":                     "client-submission",
		"smtp.partner.outlook.cn":                 "client-submission",
		"smtp.hve.mx.microsoft":                   "hve",
		"smtp.azurecomm.net":                      "acs",
		"smtp.gmail.com":                          "other",
		"contoso-com.mail.protection.outlook.com": "",
		"mail.example.com":                        "",
	} {
		if got, known := SubmissionMethod(host); got != want || known != (want != "") {
			t.Errorf("SubmissionMethod(%q) = %q, %t, want %q", host, got, known, want)
		}
	}
}
