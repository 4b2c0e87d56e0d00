package junit

import (
	"slices"

	"github.com/jstemmer/go-junit-report/v2/junit"
)

// hideSuite goes over the texts of a suite's own element.
func (o Writer) hideSuite(s *junit.Testsuite) {
	if o.Hide == nil {
		return
	}
	o.hide(&s.Name, &s.File, &s.Hostname)
	if s.Properties == nil {
		return
	}
	list := slices.Clone(*s.Properties)
	for i := range list {
		o.hide(&list[i].Value)
	}
	s.Properties = &list
}

// hidden is a case with its texts gone over. Status and type are words of ours.
func (o Writer) hidden(c testcase) testcase {
	if o.Hide == nil {
		return c
	}
	o.hide(&c.Name, &c.Classname, &c.File)
	for _, r := range []*junit.Result{c.Failure, c.Error, c.Skipped} {
		if r != nil {
			o.hide(&r.Message, &r.Data)
		}
	}
	for _, out := range []*junit.Output{c.SystemOut, c.SystemErr} {
		if out != nil {
			o.hide(&out.Data)
		}
	}
	return c
}

func (o Writer) hide(texts ...*string) {
	for _, text := range texts {
		*text = o.Hide(*text)
	}
}
