package cli

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/cwli/probe"
)

func TestDoctorCommand_selected(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{"language": len(probe.Choices()), "language/half": 1} {
		d := doctorCommand{probe: name}
		if got, err := d.selected(); err != nil || len(got) != want || want == 1 && got[0].Name != "half" {
			t.Errorf("%s: got %d probes, %v, want %d", name, len(got), err, want)
		}
	}
	for name, want := range map[string]string{
		"language/haff":     `unknown probe "language/haff": did you mean language/half?`,
		"language/":         `invalid --probe "language/": want language, or `,
		"language/unlikely": `invalid --probe "language/unlikely": want language, or `,
	} {
		d := doctorCommand{probe: name}
		if got, err := d.selected(); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v, %v, want %s", name, got, err, want)
		}
	}
}

// A user who says no has changed nothing: no call of it reaches a service.
func TestDoctorCommand_declined(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	var err screen
	s := onTerminal(&out, &err, nil)
	s.In, s.Interactive = strings.NewReader("no\n"), true
	s.AWS = func(context.Context, Account) (aws.Config, error) { return aws.Config{Region: "eu-west-1"}, nil }
	status := Run(t.Context(), []string{"doctor", "--probe", "language/half"}, s)
	if status != statusFailed || out.Len() > 0 || !strings.HasSuffix(err.String(), "for less than $0.01, and delete the group? [y/N] fanlight: nothing was done\n") {
		t.Errorf("status %d, printed %q", status, err.String())
	}
}

func TestDoctorCommand_run(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"languages":      `unknown probe "languages": did you mean language?`,
		"languages/half": `unknown probe "languages/half": did you mean language/half?`,
		"mail-nam":       `unknown probe "mail-nam": did you mean mail-name?`,
		"unlikely":       `invalid --probe "unlikely": want one of language, describe-rate, log-classes, mail-name, past-schedule, provider`,
	} {
		d := doctorCommand{probe: name}
		if err := d.run(t.Context()); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", name, err, want)
		}
	}
	d := doctorCommand{yes: true}
	if err := d.run(t.Context()); err == nil || !strings.HasPrefix(err.Error(), "--yes does nothing without --probe") {
		t.Errorf("--yes: %v", err)
	}
}
