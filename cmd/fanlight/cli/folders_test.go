package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile"
)

func TestSelection_name(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		folder string
		groups string // that are selected
		want   string
	}{
		{"aws/lambda/mail", "/aws/lambda/mail", "/aws/lambda/mail"},
		{"aws/lambda/mail", "aws/lambda/mail", "aws/lambda/mail"},
		{"aws/lambda/mail", "aws/lambda/mail /aws/lambda/mail", "/aws/lambda/mail"},
		{"/aws/lambda/mail", "/aws/lambda/mail", "/aws/lambda/mail"},
		{"/aws/lambda/mail", "aws/lambda/mail", "aws/lambda/mail"},
		{"web", "/web", "/web"},
		{"web", "/web web", "web"},
		{"/web", "/web web", "/web"},
		{"web", "/webs /we /x/web", ""},
		{"aws/lambda/mail", "/aws/lambda /mail", ""},
	} {
		s := selection{selects: func(group string) bool { return slices.Contains(strings.Fields(test.groups), group) }}
		if got, ok := s.name(logfile.Group{Name: test.folder}); got != test.want || ok != (test.want != "") {
			t.Errorf("folder %s of groups %s: %q, %v, want %q", test.folder, test.groups, got, ok, test.want)
		}
	}
}
