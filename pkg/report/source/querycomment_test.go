package source

import (
	"strings"
	"testing"
)

// A comment is fine that takes no more than its author sees.
func TestQueryText_uncommented(t *testing.T) {
	t.Parallel()
	for name, query := range map[string]string{
		"literal block":               "|\n      filter a = 1 # only one\n      | stats count(*) as n\n",
		"literal block of one line":   "|\n      filter a = 1 # | stats count(*) as n\n",
		"comment of the file":         "filter a = 1 # only one, not | any\n",
		"comment after quotes":        "'filter a = 1' # | limit 5\n",
		"last line of a folded block": ">\n      filter a = 1\n      | stats count(*) as n # calls\n",
		"before a blank line":         ">\n      # only one\n\n      filter a = 1\n      | limit 5\n",
		"line with more indentation":  ">\n      filter a = 1\n        # only one\n        | limit 5\n      | sort b\n",
		"line ends in double quotes":  "\"filter a = 1 # only one\\n| limit 5\"\n",
		"over lines of double quotes": "\"filter a = 1 # only one\\n\\\n      | limit 5\"\n",
		"a command that is left out":  "\"filter a = 1\\n# | limit 5\"\n",
		"at the end":                  "'filter a = 1 # only one, not | any'\n",
		"nothing after it":            "'filter a = 1 #'\n",
		"in strings":                  ">\n      filter a = \"#1\"\n      and b = '# x' | limit 5\n",
		"in a regular expression":     ">\n      filter a like /#|\\/#/\n      | limit 5\n",
		"in a name":                   ">\n      filter `a # b` = 1\n      | limit 5\n",
		"in a division and a string":  ">\n      filter a / 2 > 1 and b / 2 = '#'\n      | limit 5\n",
		"in the pattern of parse":     ">\n      parse @message \"# * #\" as a\n      | parse @message /#(?<b>.)/\n      | limit 5\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, notes, err := loadText(strings.Replace(small, "  calls: { query: stats count(*) as calls }\n", "  calls:\n    query: "+query, 1), DefaultValues(), Options{})
			if err != nil || len(notes) > 0 {
				t.Errorf("notes %v, error %v of\n%s", notes, err, query)
			}
		})
	}
}

// The first mistake of a query is the one that is reported.
func TestQueryText_uncommented_behind_a_mistake(t *testing.T) {
	t.Parallel()
	_, _, err := loadText(strings.Replace(small, "stats count(*) as calls", "'filtr a = 1 # only one | limit 5'", 1), DefaultValues(), Options{})
	const want = "report.yaml:6:20: query: unknown command `filtr` (did you mean `filter`?)"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// YAML ends a text without quotes at a #: the service does not get the commands after it.
func TestQueryText_noteLeftOut(t *testing.T) {
	t.Parallel()
	const want = ": query: YAML leaves out what follows `#` (if it belongs to the query, write the query in a block after `query: |`)"
	for query, at := range map[string]string{
		"\n    query: filter a = 1   # only one | limit 1":         "7:27",
		"\n    query: filter a = 'é'\n      and b = 'é' #| sort b": "8:19",
		" { query: filter a = 1 # | limit 1\n    }":                "6:32",
	} {
		_, notes, err := loadText(strings.Replace(small, " { query: stats count(*) as calls }", query, 1), DefaultValues(), Options{})
		if err != nil || len(notes) != 1 || notes[0].String() != "report.yaml:"+at+want {
			t.Errorf("%s: notes %v, error %v", query, notes, err)
		}
	}
}
