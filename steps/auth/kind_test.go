package auth

import (
	"testing"

	"github.com/smtpspec/smtpspec/steps/steptest"
)

func TestKind(t *testing.T) { steptest.Check(t, Kind) }
