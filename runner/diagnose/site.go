package diagnose

import "github.com/smtpspec/smtpspec/runner/result"

// answer is what is known of a question about the site.
type answer int

const (
	unknown answer = iota // becomes an "if" wherever it matters
	yes
	no
)

// Site is what the suites of a run state of the place that it was made from.
type Site struct {
	static, external, oauth answer
}

// SiteOf puts together what several suites state; nil states nothing. Where two contradict each other,
// nothing is known.
func SiteOf(stated []*result.Site) Site {
	return Site{
		static:   agreed(stated, func(s *result.Site) *bool { return s.StaticIP }),
		external: agreed(stated, func(s *result.Site) *bool { return s.ExternalRecipients }),
		oauth:    agreed(stated, func(s *result.Site) *bool { return s.DeviceOAuth }),
	}
}

func agreed(sites []*result.Site, question func(*result.Site) *bool) answer {
	all := unknown
	for _, s := range sites {
		if s == nil || question(s) == nil {
			continue
		}
		a := no
		if *question(s) {
			a = yes
		}
		if all != unknown && all != a {
			return unknown
		}
		all = a
	}
	return all
}
