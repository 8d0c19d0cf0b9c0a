package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// typed returns a system with a terminal on which somebody has typed some lines.
func typed(lines ...string) (s System, out, err *screen) {
	out, err = &screen{}, &screen{}
	s = onTerminal(out, err, nil)
	s.In, s.Interactive = strings.NewReader(strings.Join(lines, "")), true
	return s, out, err
}

func TestInitCommand_run_asks(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		args   []string
		typed  []string
		asked  string // the questions, without the list of kinds
		report string
		has    string
	}{
		"defaults by Enter": {
			nil, []string{"\n", "\n", "\n"},
			"Kind of report, by number or name [lambda-errors]: Name of the report [lambda-errors]: Log group that it reads [/aws/lambda/orders]: ",
			"lambda-errors.yaml", `log_groups: ["/aws/lambda/orders"]`,
		},
		"answers": {
			nil, []string{"4\n", "blocked\n", " aws-waf-logs-shop \n"},
			"Kind of report, by number or name [lambda-errors]: Name of the report [waf]: Log group that it reads [aws-waf-logs-web]: ",
			"blocked.yaml", `log_groups: ["aws-waf-logs-shop"]`,
		},
		"wrong answers": {
			[]string{"--group", "7"}, []string{"7\n", "wav\n", "cost\n", "My report\n", "my-report\n"},
			"Kind of report, by number or name [lambda-errors]: " +
				"  7 cannot be used: want 1 to 6, or one of lambda-errors, api-latency, vpc-rejects, waf, emf-metrics, cost\n" +
				"Kind of report, by number or name [lambda-errors]: " +
				"  wav cannot be used: want 1 to 6, or one of lambda-errors, api-latency, vpc-rejects, waf, emf-metrics, cost (did you mean waf?)\n" +
				"Kind of report, by number or name [lambda-errors]: Name of the report [cost]: " +
				"  My report cannot be used: want a small letter, then up to 39 of a-z, 0-9 and -, such as bot-errors\n" +
				"Name of the report [cost]: ",
			"my-report.yaml", `log_groups: ["7"]`,
		},
		"nothing to ask": {
			[]string{"--kind", "cost", "--name", "bot", "--group", "/b"}, nil, "", "bot.yaml", "title: Cost of b",
		},
	} {
		folder := t.TempDir()
		s, out, stderr := typed(test.typed...)
		if status := Run(t.Context(), append([]string{"init", folder}, test.args...), s); status != 0 {
			t.Errorf("%s: status %d: %s", name, status, stderr)
			continue
		}
		asked := stderr.String()
		if _, after, listed := strings.Cut(asked, "  6  cost           what a Lambda function costs, from its billed time\n"); listed {
			asked = after
		}
		if asked != test.asked {
			t.Errorf("%s: asked\n%s\nwant\n%s", name, asked, test.asked)
		}
		content, err := os.ReadFile(filepath.Join(folder, test.report))
		if err != nil || !strings.Contains(string(content), test.has) {
			t.Errorf("%s: error %v, report\n%s", name, err, content)
		}
		if !strings.HasPrefix(out.String(), "wrote "+filepath.Join(folder, test.report)+", ") {
			t.Errorf("%s: %s", name, out)
		}
	}
}

func TestInitCommand_run_without_an_answer(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "new")
	s, _, stderr := typed("waf\n")
	if status := Run(t.Context(), []string{"init", folder}, s); status != 1 || !strings.HasSuffix(stderr.String(), "]: \nfanlight: nothing was done\n") {
		t.Errorf("status %d: %s", status, stderr)
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the folder was made")
	}
}
