package secret

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// NewAt returns a reader with an environment and a clock of its own.
func NewAt(cfg aws.Config, env map[string]string, now func() time.Time) *Reader {
	r := New(cfg)
	r.now = now
	r.env = func(name string) (string, bool) {
		value, ok := env[name]
		return value, ok
	}
	return r
}
