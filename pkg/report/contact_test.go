package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadContact(t *testing.T) {
	t.Parallel()
	r := botUsage()
	valid := marshal(t, r)
	whole := Contact{Name: r.Name, Title: r.Title, Timezone: r.Timezone, Owner: r.Owner}
	tests := []struct {
		name, old, new string
		want           Contact
	}{
		{"as it is", "", "", whole},
		{"unknown key", `"title"`, `"send_when":"failure","title"`, whole},
		{"unknown kind of destination", `"kind":"file"`, `"kind":"slack"`, whole},
		{"changed type elsewhere", `{"length":"24h"}`, `["24h"]`, whole},
		{"queries of another form", `"queries":[`, `"queries":{"all":0},"were":[`, whole},
		{"unknown key of the owner", `"chat":"5"`, `"thread":7,"chat":"5"`, whole},
		{"changed type of the title", `"title":"Telegram \u003cbot\u003e usage"`, `"title":{"en":"Usage"}`, Contact{r.Name, r.Name, "UTC", r.Owner}},
		{"unknown time zone", `"timezone":"UTC","window"`, `"timezone":"Mars/Olympus","window"`, whole},
		{"another policy of the owner", `"on_unknown":"resend","telegram":{"chat":"5"`, `"on_unknown":"ask","telegram":{"chat":"5"`, whole},
		{"no owner", `"owner":`, `"was":`, Contact{r.Name, r.Title, r.Timezone, nil}},
		{"null as owner", `"owner":`, `"owner":null,"was":`, Contact{r.Name, r.Title, r.Timezone, nil}},
	}
	for _, test := range tests {
		data := strings.Replace(valid, test.old, test.new, 1)
		if data == valid && test.old != "" {
			t.Errorf("%s: nothing was replaced in %s", test.name, valid)
		}
		got, err := ReadContact([]byte(data))
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: error %v (-want +got):\n%s", test.name, err, diff)
		}
	}
}

// The name is returned with the error, so that an alarm can name the report.
func TestReadContact_of_an_owner_that_is_not_understood(t *testing.T) {
	t.Parallel()
	valid := marshal(t, botUsage())
	for old, changed := range map[string]string{
		`"name":"owner","kind":"telegram"`: `"name":"owner","kind":"slack"`,
		`"telegram":{"chat":"5"`:           `"chat":{"id":"5"`,
		`"chat":"5"`:                       `"chat":{"id":5}`,
		`"owner":{`:                        `"owner":"on-call","was":{`,
	} {
		data := strings.Replace(valid, old, changed, 1)
		if data == valid {
			t.Errorf("%s is not in %s", old, valid)
		}
		c, err := ReadContact([]byte(data))
		if err == nil || c.Name != "bot-usage" || c.Owner != nil {
			t.Errorf("%s: contact %+v, error %v, want the name and an error", changed, c, err)
		}
	}
}

func TestReadContact_refuses(t *testing.T) {
	t.Parallel()
	for _, data := range []string{"", "[]", `{"name":"bot-usage"`, `{"title":"x"}`, `{"name":5}`, `{"name":"Bot Usage"}`} {
		if c, err := ReadContact([]byte(data)); err == nil || c != (Contact{}) {
			t.Errorf("%s: contact %+v, error %v, want an error", data, c, err)
		}
	}
}
