package chart

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

var editions = strings.Split("Thu 12 Nov,Fri 13 Nov,Sat 14 Nov,Sun 15 Nov,Mon 16 Nov,Tue 17 Nov,Wed 18 Nov,Thu 19 Nov,Fri 20 Nov,Sat 21 Nov,Sun 22 Nov,Mon 23 Nov,Tue 24 Nov,Wed 25 Nov", ",")

// sparks are the numbers of the mock-up, with their blocks and words.
var sparks = map[string]struct {
	Spark
	blocks, words string
}{
	"error-rate": {
		Spark{points(0.48, 0.51, 0.44, 0.42, 0.47, 0.55, 0.49, 0.46, 0.52, 0.43, 0.41, 0.5, 0.53, 1.84), editions, report.UnitPercent, &Mark{"Alert", 1, true}, true},
		"▃▃▂▂▃▃▃▃▃▂▂▃▃█", "Last 14 editions: lowest 0.41% on Sun 22 Nov, highest 1.84% on Wed 25 Nov; dotted: the mark 1%",
	},
	"p95": {
		Spark{points(561, 570, 548, 539, 566, 582, 574, 560, 577, 551, 543, 569, 588, 812), editions, report.UnitMillis, &Mark{"Warning", 800, false}, true},
		"▁▁▁▁▁▂▂▁▂▁▁▁▂█", "Last 14 editions: lowest 539 ms on Sun 15 Nov, highest 812 ms on Wed 25 Nov; dotted: the mark 800 ms",
	},
	"orders": {
		Spark{points(42910, 43480, 35120, 33870, 41300, 42150, 43020, 42700, 44010, 35640, 34210, 41880, 43517, 41207), editions, report.UnitCount, &Mark{"Alert", 5, true}, false},
		"██▁▁▆▇█▇█▂▁▇█▆", "Last 14 editions: lowest 33,870 on Sun 15 Nov, highest 44,010 on Fri 20 Nov",
	},
	"double": {
		Spark{points(0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0), editions, report.UnitCount, nil, false},
		"▁▁▁▁▁▁▁█▁▁▁▁▁▁", "Last 14 editions: lowest 0, highest 2 on Thu 19 Nov",
	},
	"fraud": {
		Spark{points(31, 28, 22, 25, 30, 34, 29, 33, 36, 24, 21, 32, absent, 37), editions, report.UnitCount, nil, false},
		"▆▄▁▃▅▇▅▇█▂▁▆·█", "Last 14 editions: lowest 21 on Sun 22 Nov, highest 37 on Wed 25 Nov; missing: Tue 24 Nov",
	},
	"failed": {Spark{points(5, absent, 5, absent, 5, absent), editions, "", nil, true}, "▁·▁·▁·", "Last 6 editions: always 5; missing: Fri 13 Nov, Sun 15 Nov, Tue 17 Nov"},
	"two":    {Spark{points(5, absent, 6), editions, "", nil, false}, "", "Last 3 editions: lowest 5 on Thu 12 Nov, highest 6 on Sat 14 Nov; missing: Fri 13 Nov"},
	"none":   {Spark{}, "", "No values."},
}

func TestSpark_Blocks(t *testing.T) {
	t.Parallel()
	for name, s := range sparks {
		if got := s.Blocks(); got != s.blocks {
			t.Errorf("%s: %s, want %s", name, got, s.blocks)
		}
	}
}

func TestSpark_Describe(t *testing.T) {
	t.Parallel()
	for name, s := range sparks {
		if got := strings.ReplaceAll(s.Describe(), "\u00A0", " "); got != s.words {
			t.Errorf("%s: %s, want %s", name, got, s.words)
		}
	}
}
