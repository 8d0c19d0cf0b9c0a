package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestSource(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]*syntax.Source{
		"SOURCE '/aws/x' START=-3600s END=0s": {Group: "/aws/x", Start: "-3600s", End: "0s"},
		"source lg end=now":                   {Group: "lg", End: "now"},
		"SOURCE logGroups()":                  {LogGroups: &syntax.LogGroups{}},
		"SOURCE logGroups(namePrefix: ['a', 'b'], class: ['STANDARD']) dataSource(['c.d'])": {
			LogGroups: &syntax.LogGroups{Prefixes: []string{"a", "b"}, Classes: []string{"STANDARD"}}, DataSources: []string{"c.d"}},
		"SOURCE logGroupTags([{'key': 'k', 'values': ['a*', '!b']}])": {Tags: []*syntax.SourceTag{{Key: "k", Values: []string{"a*", "!b"}}}},
	} {
		checkTree(t, query, want)
	}
}

func TestLogGroups(t *testing.T) {
	t.Parallel()
	all := &syntax.LogGroups{Prefixes: []string{"a"}, Accounts: []string{"1"}, Classes: []string{"STANDARD", "INFREQUENT_ACCESS"}}
	for _, query := range []string{
		`SOURCE logGroups(accountIdentifier: ["1"], namePrefix: ["a"], class: ["STANDARD", "INFREQUENT_ACCESS"])`,
		`SOURCE logGroups(logGroupClass: ["STANDARD", "INFREQUENT_ACCESS"], namePrefixes: ["a"], accountIdentifiers: ["1"])`,
	} {
		checkTree(t, query, &syntax.Source{LogGroups: all})
	}
}

func TestSourceTag(t *testing.T) {
	t.Parallel()
	tag := syntax.SourceTag{Key: "k", Values: []string{"a", "!b*"}}
	if got := tag.String(); got != `{"key": "k", "values": ["a", "!b*"]}` {
		t.Errorf("the tag is %s", got)
	}
}
