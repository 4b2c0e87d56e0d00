package diagnose

import (
	"fmt"
	"slices"
	"time"
)

// stale is the age beyond which a fact is given with a warning.
const stale = 183 * 24 * time.Hour

// source is what a fact rests on.
type source struct {
	name  string
	date  time.Time
	title string
}

// The sources of the sentences below.
var (
	basicAuthPlan = source{"Microsoft's plan", day(2026, time.January, 29),
		"Exchange Team Blog, Updated Exchange Online SMTP AUTH Basic Authentication Deprecation Timeline"}
	powerShell    = source{"Microsoft's reference", day(2026, time.August, 21), "Exchange PowerShell reference, Set-OrganizationConfig and New-InboundConnector"}
	hveNotice     = source{"Microsoft's notice", day(2026, time.May, 20), "Message centre MC1243552 on High Volume Email"}
	acsLimits     = source{"Microsoft's page", day(2023, time.October, 18), "Microsoft Learn, Service limits for Azure Communication Services"}
	deviceArticle = source{"Microsoft's page", day(2022, time.April, 27), "Microsoft Learn, How to set up a multifunction device or application to send email"}
	deviceTrouble = source{"Microsoft's page", day(2024, time.August, 13), "Microsoft Learn, Fix issues with printers, scanners, and LOB apps that send email"}
)

func day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// fact is a sentence that rests on a source, with a warning where that is old. The
// text has no brackets of its own.
func (c *choice) fact(s source, text string) string {
	if !slices.Contains(c.used, s) {
		c.used = append(c.used, s)
	}
	if c.now.Sub(s.date) > stale {
		text += fmt.Sprintf(" (%s of %s; see whether it has changed)", s.name, s.date.Format("2 January 2006"))
	}
	return text + "."
}
