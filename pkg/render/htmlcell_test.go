package render_test

import (
	"strings"
	"testing"
)

const uuid = "5b1e0c5e-77aa-4b0e-9d0c-3f1a2c9e4d10"

func TestHTML_shortens_the_UUIDs_of_messages(t *testing.T) {
	t.Parallel()
	short := `<span class="rid" title="` + uuid + `">5b1e0c5e</span>`
	for message, want := range map[string]string{
		uuid:                            short,
		"a-b " + uuid + ", " + uuid:     "a-b " + short + ", " + short,
		strings.ToUpper(uuid) + " done": `<span class="rid" title="` + strings.ToUpper(uuid) + `">5B1E0C5E</span> done`,
		"0" + uuid:                      "0" + uuid,
		uuid + "0":                      uuid + "0",
		uuid[:35] + "g":                 uuid[:35] + "g",
		uuid[:35]:                       uuid[:35],
		"------------------------------------------": "------------------------------------------",
	} {
		page := bodyOf(t, asTable, nil, []string{"@message", message})
		checkHas(t, page, `<span class="msg">`+want+`</span></td>`)
	}
	checkHas(t, bodyOf(t, asTable, nil, []string{"@requestId", uuid}), ">"+uuid+"</td>")
}

func TestHTML_absent_and_empty_cells(t *testing.T) {
	t.Parallel()
	page := bodyOf(t, asTable, nil, []string{"a", "x", "b", ""}, []string{"a", "y"})
	checkHas(t, page, `<span class="soft">(empty)</span>`, `<span class="vh">no value</span>`)
	if n := strings.Count(page, "no value"); n != 1 {
		t.Errorf("%d cells are absent, want 1", n)
	}
}

func TestHTML_folds_messages_of_several_lines(t *testing.T) {
	t.Parallel()
	page := bodyOf(t, asTable, nil, []string{"@message", "failed <b>\n\tat x\nat y"})
	checkHas(t, page, `<span class="cut">failed &lt;b&gt;</span> <span class="open">All 3 lines</span>`, "<pre>failed &lt;b&gt;\n    at x\nat y</pre></details>")
	page = bodyOf(t, asTable, nil, []string{"@message", strings.Repeat("x\n", 60)})
	checkHas(t, page, "All 60 lines", "x\n… 20 more lines</pre>")
}

func TestHTML_titles_have_whole_values(t *testing.T) {
	t.Parallel()
	page := bodyOf(t, asTable, nil, []string{"@timestamp", "2026-01-02 12:24:59.123", "@log", `123456789012:/aws/lambda/"bot"`, "@message", "x"})
	checkHas(t, page, `title="2026-01-02 12:24:59.123 UTC">2 Jan 12:24:59<`, `title="123456789012:/aws/lambda/&#34;bot&#34;">&#34;bot&#34;<`)
}
