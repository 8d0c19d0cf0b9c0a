package deliver

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// NewPatient returns a sender that waits in no time.
func NewPatient(o Options) *Sender {
	s := New(o)
	s.wait = func(context.Context, time.Duration) error { return nil }
	return s
}

// NewSecretsAt returns a reader with an environment and a clock of its own.
func NewSecretsAt(cfg aws.Config, env map[string]string, now func() time.Time) *Secrets {
	s := NewSecrets(cfg)
	s.now = now
	s.env = func(name string) (string, bool) {
		value, ok := env[name]
		return value, ok
	}
	return s
}
