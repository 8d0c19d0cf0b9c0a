package source

import "testing"

// Values stand as they are written: numbers, words of YAML 1.1, what looks like more of a
// query or like a parameter.
func TestBuilder_readParameters(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"ERROR":                  "filter level = ERROR",
		`'"ERROR" or level = 7'`: `filter level = "ERROR" or level = 7`,
		"1.50":                   "filter level = 1.50",
		"yes":                    "filter level = yes",
		`"${env}_${region}"`:     "filter level = local_eu",
		`"a\nor level = b"`:      "filter level = a\nor level = b",
		`'"# x" | limit 5'`:      `filter level = "# x" | limit 5`,
	} {
		r := mustLoad(t, edit(t, "queries:\n  calls: { query: stats count(*) as calls }",
			"parameters: { level: "+value+" }\nqueries:\n  calls: { query: 'filter level = {{ level }}' }"), Values{"env": "local", "region": "eu"})
		if r.Queries[0].Text != want {
			t.Errorf("the parameter %s makes %q, want %q", value, r.Queries[0].Text, want)
		}
	}
}

func TestBuilder_readParameters_in_all_of_a_query(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "queries:\n  calls: { query: stats count(*) as calls }", `parameters: { a: level, b_2: "x|y", c: 5 }
queries:
  calls:
    query: |
      # all {{a}}s
      filter {{a}} like /{{b_2}}/ and note = "{{a}}: {{c}}%"
      | stats count(*) as {{a}}_{{c}}
      | limit {{c}}
`), DefaultValues())
	const want = "# all levels\nfilter level like /x|y/ and note = \"level: 5%\"\n| stats count(*) as level_5\n| limit 5"
	if r.Queries[0].Text != want || r.Sections[0].Value != "level_5" {
		t.Errorf("query %q, section %+v", r.Queries[0].Text, r.Sections[0])
	}
}

func TestParameters_noteUnused(t *testing.T) {
	t.Parallel()
	expectNotes(t, `filter a = "{{used}}"`, "parameters: { used: 1, spare: 2 }\n", "7:24: parameter `spare` is not used: want {{spare}} in a query")
}
