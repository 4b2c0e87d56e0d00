package diagnose

import "github.com/smtpspec/smtpspec/runner/result"

const connector = "a relay connector"

// beforeConnector is what has to be put right before a connector helps, as far as that
// was seen, as a clause behind its name; and what is known of the lists.
func (c *choice) beforeConnector() (clause string, lists []string) {
	switch v := c.by[relay]; {
	case c.listed:
		return ", once the address is off the lists", []string{c.fact(deviceTrouble, "The lists are asked about a connector's mail as well")}
	case c.shut:
		return ", once port 25 gets out", nil
	case v.State == result.Blocked && !unclaimed(v.Class):
		return ", once what refuses it is put right (" + v.Detail + ")", nil
	}
	return "", nil
}

// secondIsConnector names a connector as the second choice, for the static address that
// the line has or if it has one, and then another choice. One that is closed is none.
func (c *choice) secondIsConnector(other string) []string {
	if c.static == no || c.closed() {
		return []string{"Second choice: " + other + "."}
	}
	clause, lists := c.beforeConnector()
	words := connector + clause + ", if the line has a static address of its own; else " + other
	if c.static == yes {
		words = connector + clause + ": the site has a static address for it"
	}
	return append([]string{"Second choice: " + words + "."}, lists...)
}
