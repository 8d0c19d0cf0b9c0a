package channel

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// BotAPI is a provider's web API, which wants a bot's token.
type BotAPI struct {
	Server   string // its address
	Variable string // the environment variable that names another server

	Token func() *regexp.Regexp // the form of a token
	Form  string                // the same in words
}

// URL returns the address of the server, without / at its end.
func (a BotAPI) URL(getenv func(string) string) string {
	return strings.TrimRight(cmp.Or(getenv(a.Variable), a.Server), "/")
}

// ReadToken returns a bot's token. It refuses one of another form before that is written
// into a URL or a header.
func (a BotAPI) ReadToken(ctx context.Context, secrets SecretReader, ref report.Secret) (string, error) {
	token, err := secrets.Secret(ctx, ref)
	if err != nil {
		return "", err
	}
	token = strings.TrimSpace(token)
	if !a.Token().MatchString(token) {
		return "", &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("the secret %s has not the form of a bot's token, %s", ref, a.Form)}
	}
	return token, nil
}

// RenewToken reads a token that was refused again. It reports whether there is another one.
func (a BotAPI) RenewToken(ctx context.Context, secrets SecretReader, ref report.Secret, refused string) (token string, other bool) {
	secrets.Forget(ref)
	token, err := a.ReadToken(ctx, secrets, ref)
	return token, err == nil && token != refused
}
