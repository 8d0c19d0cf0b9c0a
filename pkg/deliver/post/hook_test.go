package post_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/post"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// secrets gives the first of its values until it is forgotten.
type secrets []string

func (s *secrets) Secret(context.Context, report.Secret) (string, error) {
	if len(*s) == 0 {
		return "", errors.New("no secret")
	}
	return (*s)[0], nil
}

func (s *secrets) Forget(report.Secret) { *s = (*s)[1:] }

func TestHook_Send(t *testing.T) {
	t.Parallel()
	const older, newer = "https://hooks.invalid/older-secret", " https://hooks.invalid/newer-secret?sig=a\n"
	for _, test := range []struct {
		name   string
		values []string
		refuse []string // paths
		query  string
		status int
		asked  []string
	}{
		{"taken", []string{newer}, nil, "", 200, []string{"/newer-secret?sig=a"}},
		{"with a query", []string{newer}, nil, "wait=true", 200, []string{"/newer-secret?sig=a&wait=true"}},
		{"with a query of its own", []string{older}, nil, "wait=true", 200, []string{"/older-secret?wait=true"}},
		{"renewed", []string{older, newer}, []string{"/older-secret"}, "", 200, []string{"/older-secret", "/newer-secret?sig=a"}},
		{"the same", []string{older, older}, []string{"/older-secret"}, "", 404, []string{"/older-secret"}},
		{"not there any more", []string{older}, []string{"/older-secret"}, "", 404, []string{"/older-secret"}},
		{"renewed, not known either", []string{older, newer}, []string{"/older-secret", "/newer-secret"}, "", 404, []string{"/older-secret", "/newer-secret?sig=a"}},
	} {
		var asked []string
		client := channeltest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, r.URL.RequestURI())
			if slices.Contains(test.refuse, r.URL.Path) {
				w.WriteHeader(http.StatusNotFound)
			}
		}))
		s := secrets(test.values)
		a, r, err := post.Hook{To: "slack", Ref: "env:A", Query: test.query}.Send(t.Context(), &channel.Environment{HTTP: client, Secrets: &s}, []byte("{}"))
		if diff := cmp.Diff(test.asked, asked); err != nil || a.Status != test.status || diff != "" {
			t.Errorf("%s: %d, %v; asked (-want +got):\n%s", test.name, a.Status, err, diff)
		}
		if words := r.Refused(a, "no "+strings.TrimSpace(test.values[0])).Error(); test.name != "renewed, not known either" && test.name != "renewed" && strings.Contains(words, "secret") != strings.Contains(words, "<secret>") {
			t.Errorf("%s: the error holds the URL: %s", test.name, words)
		}
	}
	none := secrets{}
	_, _, err := post.Hook{Ref: "env:A"}.Send(t.Context(), &channel.Environment{Secrets: &none}, nil)
	channeltest.CheckOutcome(t, err, &fanlight.DeliveryError{}, "no secret")
}
