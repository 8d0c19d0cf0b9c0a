package deliver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// secretAge is how long a value that was read is used: rotated secrets are
// found within it.
const secretAge = 5 * time.Minute

// Secrets reads the references that a report may hold:
//
//	env:NAME                  an environment variable
//	ssm:/path                 a parameter of Systems Manager, decrypted
//	secretsmanager:ARN#key    a key of a secret that is a JSON object; without #key the secret itself
//
// Values are kept for five minutes. Requests to AWS are signed by hand,
// so that neither client is in the binary.
type Secrets struct {
	cfg  aws.Config
	http Doer
	env  func(string) (string, bool)
	now  func() time.Time

	mu   sync.Mutex
	kept map[report.Secret]keptSecret
}

type keptSecret struct {
	value string
	read  time.Time
}

// NewSecrets returns a reader that calls AWS with the credentials, region,
// endpoint and HTTP client of cfg. AWS_ENDPOINT_URL_SSM,
// AWS_ENDPOINT_URL_SECRETS_MANAGER and AWS_ENDPOINT_URL go before its endpoint.
func NewSecrets(cfg aws.Config) *Secrets {
	s := &Secrets{cfg: cfg, http: http.DefaultClient, env: os.LookupEnv, now: time.Now, kept: map[report.Secret]keptSecret{}}
	if cfg.HTTPClient != nil {
		s.http = cfg.HTTPClient
	}
	return s
}

// Secret returns the value that ref names. Its errors name ref and never hold
// the value.
func (s *Secrets) Secret(ctx context.Context, ref report.Secret) (string, error) {
	if value, ok := s.recall(ref); ok {
		return value, nil
	}
	value, err := s.read(ctx, ref)
	if err != nil {
		return "", fmt.Errorf("read secret %s: %w", ref, err)
	}
	if value == "" {
		return "", fmt.Errorf("read secret %s: %w", ref, errNoSecret("it is empty"))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept[ref] = keptSecret{value, s.now()}
	return value, nil
}

// Forget makes the next Secret of ref read it anew.
func (s *Secrets) Forget(ref report.Secret) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.kept, ref)
}

func (s *Secrets) recall(ref report.Secret) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.kept[ref]
	return k.value, ok && s.now().Sub(k.read) < secretAge
}

func (s *Secrets) read(ctx context.Context, ref report.Secret) (string, error) {
	kind, name, _ := strings.Cut(string(ref), ":")
	switch kind {
	case "env":
		value, ok := s.env(name)
		if !ok {
			return "", errNoSecret("the environment variable is not set")
		}
		return value, nil
	case "ssm":
		return s.parameter(ctx, name)
	case "secretsmanager":
		return s.managed(ctx, name)
	}
	return "", errNoSecret("want env:NAME, ssm:/path or secretsmanager:ARN#key")
}

func (s *Secrets) parameter(ctx context.Context, path string) (string, error) {
	var out struct{ Parameter struct{ Value string } }
	err := s.call(ctx, systemsManager, s.cfg.Region, map[string]any{"Name": path, "WithDecryption": true}, &out)
	return out.Parameter.Value, err
}

func (s *Secrets) managed(ctx context.Context, name string) (string, error) {
	arn, key, keyed := strings.Cut(name, "#")
	region, err := arnRegion(arn)
	if err != nil {
		return "", err
	}
	var out struct{ SecretString string }
	if err := s.call(ctx, secretsManager, region, map[string]any{"SecretId": arn}, &out); err != nil || !keyed {
		return out.SecretString, err
	}
	return field(out.SecretString, key)
}

// arnRegion returns the region of arn:partition:secretsmanager:region:….
func arnRegion(arn string) (string, error) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[2] != "secretsmanager" || parts[3] == "" {
		return "", errNoSecret("want the ARN of a secret")
	}
	return parts[3], nil
}

// field reads one key of a secret. JSON's own errors may quote the text, so
// they are not told.
func field(secret, key string) (string, error) {
	var fields map[string]any
	if json.Unmarshal([]byte(secret), &fields) != nil {
		return "", errNoSecret("it is no JSON object")
	}
	value, ok := fields[key].(string)
	if !ok {
		return "", errNoSecret(fmt.Sprintf("it has no text under the key %q", key))
	}
	return value, nil
}

// errNoSecret is a failure that stays until someone changes the configuration.
type errNoSecret string

func (e errNoSecret) Error() string { return string(e) }

// secretError tells what a failed read means for the delivery.
func secretError(err error) *fanlight.DeliveryError {
	var final errNoSecret
	return &fanlight.DeliveryError{Permanent: errors.As(err, &final), Err: err}
}
