// Package secret reads the secrets that the reports of a deployment refer to.
package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// maxAge is how long a value is used after it was read: a rotated secret is
// read within it.
const maxAge = 5 * time.Minute

// Reader reads the values of references:
//
//	env:NAME                  an environment variable
//	ssm:/path                 a parameter of Systems Manager, decrypted
//	secretsmanager:ARN#key    a key of a secret that is a JSON object; without #key the secret itself
//
// It keeps each value for five minutes. It may be used by several goroutines at
// once.
type Reader struct {
	parameters *ssm.Client
	secrets    *secretsmanager.Client
	env        func(string) (string, bool)
	now        func() time.Time

	mu   sync.Mutex
	kept map[report.Secret]value
}

// value is the value of a reference and when it was read.
type value struct {
	text string
	read time.Time
}

// New returns a reader that calls AWS with the credentials, Region, endpoint
// and HTTP client of cfg, at most three times for a value.
func New(cfg aws.Config) *Reader {
	return &Reader{
		parameters: ssm.NewFromConfig(cfg, func(o *ssm.Options) { o.RetryMaxAttempts = maxAttempts }),
		secrets:    secretsmanager.NewFromConfig(cfg, func(o *secretsmanager.Options) { o.RetryMaxAttempts = maxAttempts }),
		env:        os.LookupEnv, now: time.Now, kept: map[report.Secret]value{},
	}
}

// Secret returns the value of a reference, within 20 seconds. Its errors name
// the reference and never hold the value; they wrap a *fanlight.DeliveryError
// that is permanent if someone must change the reference or the secret.
func (r *Reader) Secret(ctx context.Context, ref report.Secret) (string, error) {
	if text, ok := r.recall(ref); ok {
		return text, nil
	}
	text, err := r.read(ctx, ref)
	if err == nil && text == "" {
		err = permanent("it is empty")
	}
	if err != nil {
		return "", fmt.Errorf("read secret %s: %w", ref, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept[ref] = value{text, r.now()}
	return text, nil
}

// Forget makes the next Secret of a reference read it again, for a value that
// was refused.
func (r *Reader) Forget(ref report.Secret) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.kept, ref)
}

func (r *Reader) recall(ref report.Secret) (string, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, ok := r.kept[ref]
	return v.text, ok && r.now().Sub(v.read) < maxAge
}

func (r *Reader) read(ctx context.Context, ref report.Secret) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, attempt.Timeout)
	defer cancel()
	kind, name, _ := strings.Cut(string(ref), ":")
	switch kind {
	case "env":
		return r.variable(name)
	case "ssm":
		return r.parameter(ctx, name)
	case "secretsmanager":
		return r.managed(ctx, name)
	}
	return "", permanent("want env:NAME, ssm:/path or secretsmanager:ARN#key")
}

func (r *Reader) variable(name string) (string, error) {
	text, ok := r.env(name)
	if !ok {
		return "", permanent("the environment variable is not set")
	}
	return text, nil
}

// permanent returns a failure that stays until someone changes the
// configuration.
func permanent(why string) error {
	return &fanlight.DeliveryError{Permanent: true, Err: errors.New(why)}
}
