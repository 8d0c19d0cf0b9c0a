package syntax

import "slices"

// history has the commands that a checker has read.
type history struct {
	count map[string]int // by keyword
	last  string         // keyword of the last one; empty: none
}

func (h *history) add(keyword string) {
	h.count[keyword]++
	h.last = keyword
}

// MaxStats is the largest number of stats commands in a query
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html).
const MaxStats = 10

// place says where a command may stand.
type place struct {
	keywords []string // of the commands; none: of all
	except   []string
	fits     func(h *history) bool
	want     string
}

// places are all rules about the order of commands. Where nothing is said otherwise,
// they are from AWS's page about the command.
var places = []place{
	{nil, nil, func(h *history) bool { return h.count["estimate"] == 0 }, "want `estimate` as the last command"},
	{nil, []string{"limit", "estimate"}, func(h *history) bool { return h.count["dedup"] == 0 }, "want only `limit` after `dedup`"},
	{[]string{"SOURCE"}, nil, func(h *history) bool { return h.last == "" || h.last == "SOURCE" }, "want it before all other commands"},
	{[]string{"stats"}, nil, func(h *history) bool { return h.count["sort"]+h.count["limit"]+h.count["tail"] == 0 }, "want it before `sort` and `limit`"},
	{[]string{"stats"}, nil, func(h *history) bool { return h.count["stats"] < MaxStats }, "want at most 10 in a query"},
	{[]string{"fillmissing"}, nil, func(h *history) bool { return h.count["stats"] > 0 }, "want it after `stats … by bin(…)`"},
	// On the page CWL_AnalyzeLogData_Patterns.
	{[]string{"pattern"}, nil, func(h *history) bool { return h.count["sort"] == 0 }, "want it before `sort`"},
	// The service answers: Diff operation has to be used after Pattern.
	{[]string{"diff"}, nil, func(h *history) bool { return h.last == "pattern" }, "want it right after `pattern`"},
	{[]string{"anomaly"}, nil, func(h *history) bool { return h.count["pattern"] > 0 }, "want it after `pattern`"},
	{[]string{"join"}, nil, func(h *history) bool { return h.count["join"] == 0 }, "want one in a query"},
}

// place reports a command that does not fit after those before it.
func (c *checker) place(command Command) {
	keyword := command.Keyword()
	for _, rule := range places {
		about := len(rule.keywords) == 0 || slices.Contains(rule.keywords, keyword)
		if about && !slices.Contains(rule.except, keyword) && !rule.fits(&c.before) {
			c.Fail(command.Range(), "", "invalid place of `%s`: %s", keyword, rule.want)
		}
	}
}
