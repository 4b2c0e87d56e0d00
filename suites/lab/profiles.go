package lab

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
)

//go:embed profiles/*.hcl
var profiles embed.FS

// Names lists the built-in profiles in name order, without reading them.
func Names() []string {
	entries, err := profiles.ReadDir("profiles")
	if err != nil {
		return nil // the folder is compiled in
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".hcl"))
	}
	slices.Sort(names) // "m365-mx" before "m365-mx-spamhaus", unlike their file names
	return names
}

// Profile reads a built-in profile.
func Profile(name string) (*dsl.Lab, error) {
	file := "profiles/" + name + ".hcl"
	src, err := profiles.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("lab: no built-in profile %q", name)
	}
	p, diags := dsl.ParseLab(src, file)
	if diags.HasErrors() {
		return nil, fmt.Errorf("lab: profile %q: %w", name, diags)
	}
	if p.Name != name {
		return nil, fmt.Errorf("lab: %s holds a profile named %q", file, p.Name)
	}
	return p, nil
}
