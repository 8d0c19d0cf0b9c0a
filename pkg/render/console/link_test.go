package console_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/console"
)

var (
	start = time.Date(2026, 11, 24, 23, 0, 0, 0, time.UTC)
	end   = start.Add(24 * time.Hour)
)

func TestLink(t *testing.T) {
	t.Parallel()
	got := console.Link("eu-central-1", "123456789012", "stats count(*)", []string{"/aws/lambda/a"}, start, end)
	want := "https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#logsV2:logs-insights$3FqueryDetail$3D$257E$2528" +
		"end$257E$25272026-11-25T22*3a59*3a59.000Z$257Estart$257E$25272026-11-24T23*3a00*3a00.000Z$257EtimeType$257E$2527ABSOLUTE$257Etz$257E$2527LOCAL$257E" +
		"editorString$257E$2527stats*20count*28*2a*29$257Esource$257E$2528$257E$2527arn*3aaws*3alogs*3aeu-central-1*3a123456789012*3alog-group*3a*2faws*2flambda*2fa$2529$257Elang$257E$2527CWLI$2529"
	if got != want {
		t.Errorf("Link\n%s, want\n%s", got, want)
	}
}

// The decoder shares nothing with the encoder.
func TestLink_round_trip(t *testing.T) {
	t.Parallel()
	for _, query := range []string{
		"", "fields @timestamp | limit 20", "filter ü = 'Ärger' and \"$HOME\" like /a~b(c)*!/", "a\nb\r\n\tc", "100 % €", "🙂 支払い",
		"%7E $257E $2527 *24 **0041", `\ " ' # & ? =`,
	} {
		groups := []string{"/aws/lambda/größe", "name with $ and '", "arn:aws:logs:eu-west-1:210987654321:log-group:/other"}
		checkLink(t, query, groups)
	}
}

func checkLink(t *testing.T, query string, groups []string) {
	t.Helper()
	link := console.Link("eu-central-1", "", query, groups, start, end)
	if link == "" {
		return
	}
	got, err := decode(link)
	if err != nil {
		t.Fatalf("%q: %v in %s", query, err, link)
	}
	if source, _ := fanlight.CutSource(query); source != "" {
		return // TestLink_source
	}
	want := map[string]any{
		"start": "2026-11-24T23:00:00.000Z", "end": "2026-11-25T22:59:59.000Z", "timeType": "ABSOLUTE", "tz": "LOCAL", "lang": "CWLI", "editorString": query,
	}
	if len(groups) > 0 {
		var source []any
		for _, g := range groups {
			source = append(source, g)
		}
		want["source"] = source
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%q (-want +got):\n%s", query, diff)
	}
	if !safe.MatchString(link) || len(link) > console.MaxLink {
		t.Errorf("%q: %d characters, or one that does not belong into a link: %s", query, len(link), link)
	}
}

// The console takes no SOURCE: a reader who chooses the log groups gets the query.
func TestLink_source(t *testing.T) {
	t.Parallel()
	link := console.Link("eu-central-1", "", "SOURCE logGroups(namePrefix: [\"/a|\"])\nlogGroupTags([]) |\nfields a\n| limit 5", nil, start, end)
	got, err := decode(link)
	if err != nil {
		t.Fatal(err)
	}
	want := "# Choose the log groups. The console does not take:\n# SOURCE logGroups(namePrefix: [\"/a|\"])\n# logGroupTags([])\nfields a\n| limit 5"
	if got["editorString"] != want || got["source"] != nil {
		t.Errorf("%q of %v, want %q", got["editorString"], got["source"], want)
	}
}

var safe = regexp.MustCompile(`^https://[a-z0-9.-]+/cloudwatch/home\?region=[a-z0-9-]+#logsV2:[A-Za-z0-9_.*$-]+$`)

func FuzzLink(f *testing.F) {
	f.Add("filter ü = '$'\n| stats count(*)", "/aws/lambda/a")
	f.Add("𝔛~'()", "")
	f.Fuzz(func(t *testing.T, query, group string) {
		valid := func(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
		checkLink(t, valid(query), []string{valid(group)})
	})
}

func TestLink_partitions(t *testing.T) {
	t.Parallel()
	for region, want := range map[string][2]string{
		"us-east-1":      {"us-east-1.console.aws.amazon.com", "arn:aws:logs:us-east-1:1:log-group:g"},
		"ap-southeast-4": {"ap-southeast-4.console.aws.amazon.com", "arn:aws:logs:ap-southeast-4:1:log-group:g"},
		"cn-north-1":     {"cn-north-1.console.amazonaws.cn", "arn:aws-cn:logs:cn-north-1:1:log-group:g"},
		"us-gov-west-1":  {"us-gov-west-1.console.amazonaws-us-gov.com", "arn:aws-us-gov:logs:us-gov-west-1:1:log-group:g"},
	} {
		link := console.Link(region, "1", "q", []string{"g"}, start, end)
		got, err := decode(link)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(link, "https://"+want[0]+"/") || !cmp.Equal(got["source"], []any{want[1]}) {
			t.Errorf("%s: %v in %s, want %v", region, got["source"], link, want)
		}
	}
}

func TestLink_none(t *testing.T) {
	t.Parallel()
	for _, region := range []string{"", "local", "eu-central-1.evil.example", "eu-central-1/", "EU-CENTRAL-1", "eu-central-1\n", "javascript:"} {
		if link := console.Link(region, "", "q", nil, start, end); link != "" {
			t.Errorf("region %q has the link %s", region, link)
		}
	}
	longest := 0
	for n := range 3000 {
		link := console.Link("eu-central-1", "", strings.Repeat("a", n), nil, start, end)
		if longest = max(longest, len(link)); n == 2999 && link != "" {
			t.Errorf("a link of %d characters", len(link))
		}
	}
	if longest != console.MaxLink {
		t.Errorf("the longest link has %d characters, want %d", longest, console.MaxLink)
	}
}

func TestObject(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ region, want string }{
		{"eu-central-1", "https://eu-central-1.console.aws.amazon.com/s3/object/team-reports?region=eu-central-1&prefix=a+b%2Fbot%2F"},
		{"cn-north-1", "https://cn-north-1.console.amazonaws.cn/s3/object/team-reports?region=cn-north-1&prefix=a+b%2Fbot%2F"},
		{"", ""}, {"evil.example.org/", ""},
	} {
		if got := console.Object(test.region, "team-reports", "a b/bot/"); got != test.want {
			t.Errorf("%q: %q, want %q", test.region, got, test.want)
		}
	}
}
