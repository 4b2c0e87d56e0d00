package diagnose

import "github.com/smtpspec/smtpspec/runner/result"

// answer is what is known of a question about the site.
type answer int

const (
	unknown answer = iota // becomes an "if" wherever it matters
	yes
	no
)

// site is what a suite states of the place that a run was made from.
type site struct {
	static, external, oauth answer
}

// siteOf is what a suite states; nil states nothing.
func siteOf(stated *result.Site) site {
	if stated == nil {
		return site{}
	}
	return site{
		static: answerOf(stated.StaticIP), external: answerOf(stated.ExternalRecipients), oauth: answerOf(stated.DeviceOAuth),
	}
}

func answerOf(stated *bool) answer {
	switch {
	case stated == nil:
		return unknown
	case *stated:
		return yes
	}
	return no
}
