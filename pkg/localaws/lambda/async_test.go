package lambda_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

func TestService_Run(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		retries  lambda.Retries
		failing  int // how many tries fail
		want     []time.Duration
		reported string
	}{
		"first succeeds":  {lambda.Retries{}, 0, []time.Duration{0}, ""},
		"second succeeds": {lambda.Retries{}, 1, []time.Duration{0, time.Minute}, ""},
		"none wanted":     {lambda.Retries{None: true}, 9, []time.Duration{0}, "after 1 tries: RetriesExhausted"},
		"own delays":      {lambda.Retries{Delays: []time.Duration{time.Second}}, 9, []time.Duration{0, time.Second}, "after 2 tries: RetriesExhausted"},
		"too old":         {lambda.Retries{MaxAge: 90 * time.Second}, 9, []time.Duration{0, time.Minute}, "after 2 tries: EventAgeExceeded"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var reported reports
				s := lambda.New(lambda.Options{Report: reported.add})
				start := time.Now()
				var at []time.Duration
				s.Register("f", lambda.Handler(func() error {
					at = append(at, time.Since(start))
					if len(at) <= tt.failing {
						return errors.New("no")
					}
					return nil
				}), lambda.Config{Retries: tt.retries})
				runAsync(t, s, "", time.Hour)
				if !slices.Equal(at, tt.want) {
					t.Errorf("tried at %v, want %v", at, tt.want)
				}
				if !strings.Contains(reported.String(), tt.reported) || (reported.String() == "") != (tt.reported == "") {
					t.Errorf("reported %q, want %q", reported.String(), tt.reported)
				}
			})
		})
	}
}

// broken is a Function that cannot be run for some time.
type broken struct{ until time.Time }

// Invoke implements lambda.Function.
func (b broken) Invoke(context.Context, []byte) ([]byte, string, error) {
	if time.Now().Before(b.until) {
		return nil, "", errors.New("no memory")
	}
	return nil, lambda.Unhandled, nil
}

func TestService_Run_code_that_cannot_be_run(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		broken time.Duration
		want   string
	}{
		"for ten seconds": {10 * time.Second, "after 1 tries: RetriesExhausted"},
		"for a day":       {24 * time.Hour, "after 0 tries: EventAgeExceeded"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var reported reports
				s := lambda.New(lambda.Options{Report: reported.add})
				s.Register("f", broken{time.Now().Add(tt.broken)}, lambda.Config{Retries: lambda.Retries{None: true}})
				runAsync(t, s, "", 7*time.Hour)
				if !strings.Contains(reported.String(), tt.want) {
					t.Errorf("reported %q, want %q", reported.String(), tt.want)
				}
			})
		})
	}
}
