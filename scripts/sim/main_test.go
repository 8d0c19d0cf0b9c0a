package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/sim/checker"
)

// ran runs a command line and returns its output.
func ran(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(t.Context(), args, &out, &bytes.Buffer{})
	return out.String(), err
}

func TestRun(t *testing.T) {
	t.Parallel()
	out, err := ran(t, "-parts", "seeds,wide,checker", "-seeds", "4")
	if err != nil || !strings.Contains(out, "\nsim: seeds=5 histories=2 written=1 fault_kinds=") || !strings.HasSuffix(out, " violations=0\n") {
		t.Errorf("error %v, output\n%s", err, out)
	}
}

func TestRun_seed(t *testing.T) {
	t.Parallel()
	out, err := ran(t, "-seed", "17")
	if err != nil || !strings.HasPrefix(out, sim.Trace(17, sim.Options{Queries: sim.Few})[0]+"\n") || !strings.Contains(out, "\nsim: seeds=1 ") {
		t.Errorf("error %v, output\n%.300s", err, out)
	}
}

func TestRun_refused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args string
		want string
	}{
		{"-parts magic", `invalid part "magic": want some of crash,scopes,checker,wide,seeds`},
		{"-for -2m", "invalid -for -2m0s"}, {"-first 0", "invalid -first 0"}, {"-queries -2", "invalid -queries -2"},
		{"seeds", `invalid argument "seeds"`}, {"-parts seeds,wide -seeds 100000 -for 1ns", "the time was over before the part seeds"},
	} {
		if _, err := ran(t, strings.Fields(c.args)...); err == nil || !strings.Contains(err.Error(), c.want) || status(err) != 2 {
			t.Errorf("%s: error %v, want %q", c.args, err, c.want)
		}
	}
}

// TestRun_cut has no time for the executions of a scope: it says which one it did not get
// through, and calls nothing complete. One that is only to find a violation ends without any.
func TestRun_cut(t *testing.T) {
	t.Parallel()
	for part, want := range map[string]string{
		"scopes": "run the part scopes: the time was over before scope A was done: want a longer -for than 1ms",
		"crash":  "run the part crash: the time was over before crash points of 1 queries was done",
	} {
		out, err := ran(t, "-parts", part, "-for", "1ms")
		if err == nil || !strings.Contains(err.Error(), want) || status(err) != 2 || !strings.Contains(out, "complete=false") {
			t.Errorf("%s: error %v, want %q, output\n%s", part, err, want, out)
		}
		if out, err := ran(t, "-parts", part, "-for", "1ms", "-until-violation"); err != nil || !strings.HasSuffix(out, "violations=0\n") {
			t.Errorf("%s: error %v, output\n%s", part, err, out)
		}
	}
}

func TestDifference(t *testing.T) {
	t.Parallel()
	s1, s2 := []checker.Finding{{Rule: "S1"}}, []checker.Finding{{Rule: "S2"}}
	for _, c := range []struct {
		direct, written []checker.Finding
		err             error
		want            string
	}{
		{nil, nil, nil, ""}, {s1, s1, nil, ""}, {s1, s2, nil, "judged as it happened"}, {s1, nil, nil, "judged as it happened"},
		{nil, s1, nil, "judged as it happened"}, {nil, nil, errViolations, "cannot be judged: there are violations"},
	} {
		if got := difference(c.direct, c.written, c.err); !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%v and %v, %v: %q, want %q", c.direct, c.written, c.err, got, c.want)
		}
	}
}

// TestSession_violated finds two violations, and is to find one.
func TestSession_violated(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	s := newSession(options{untilViolation: true}, &out, &bytes.Buffer{})
	ctx, stop := context.WithCancel(t.Context())
	s.stop = stop
	s.violated(violationOf("seeds", &sim.Result{Seed: 7, Violations: []sim.Violation{{Rule: "S2", Detail: "twice"}}}, 5))
	if ctx.Err() == nil {
		t.Error("the session goes on")
	}
	var v violation
	if err := json.Unmarshal(out.Bytes(), &v); err != nil || v.Seed != 7 || *v.Queries != 5 || v.Rule != "S2" || v.Again != "go run ./scripts/sim -seed 7 -queries 5" {
		t.Errorf("%v, the violation is printed as %s", err, out.String())
	}
	if err := s.conclude(); !errors.Is(err, errViolations) || status(err) != 1 {
		t.Errorf("the session ends with %v, want %v", err, errViolations)
	}
}

func TestSession_each(t *testing.T) {
	t.Parallel()
	s := newSession(options{workers: 3}, nil, nil)
	ctx, stop := context.WithCancel(t.Context())
	if n := s.each(ctx, span{10, 20}, func(uint64) {}); n != 20 {
		t.Errorf("%d seeds, want all 20", n)
	}
	s.workers = 1
	n := s.each(ctx, span{10, 20}, func(seed uint64) {
		if seed == 14 {
			stop()
		}
	})
	if n != 5 {
		t.Errorf("%d seeds until the one that ends it, want 5", n)
	}
}

func TestRunPortion(t *testing.T) {
	record := filepath.Join(t.TempDir(), "seeds.tsv")
	for _, last := range []string{"\t103\t", "\t106\t"} {
		if out, err := ran(t, "-parts", "seeds", "-portion", "3", "-first", "101", "-record", record); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		text, err := os.ReadFile(record)
		if lines := strings.Split(string(text), "\n"); err != nil || len(lines) != 3 || !strings.HasPrefix(lines[1], "101"+last) {
			t.Errorf("%v, the record is\n%s", err, text)
		}
	}
}

func TestExtend(t *testing.T) {
	t.Parallel()
	all := []done{{span: span{1, 10}, commit: "a", date: "d"}}
	all = extend(all, done{span: span{11, 5}, commit: "a", date: "d", violations: []string{"12"}})
	all = extend(all, done{span: span{16, 5}, commit: "b", date: "d"})
	all = extend(all, done{span: span{21, 0}, commit: "b", date: "d"})
	if len(all) != 2 || all[0].last() != 15 || len(all[0].violations) != 1 || after(all, 3) != 21 || after(all, 50) != 50 {
		t.Errorf("the record is %v", all)
	}
}

func TestReadRecord_refused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"1 10 a": "want five fields", "x\t10\ta\td\t": `invalid first seed "x"`, "10\t9\ta\td\t": `invalid last seed "9"`,
	} {
		path := filepath.Join(t.TempDir(), "seeds.tsv")
		if err := os.WriteFile(path, []byte(recordHead+"\n"+text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readRecord(path); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), ":2: ") {
			t.Errorf("%q: error %v, want %q with its line", text, err, want)
		}
	}
}

func TestTurningSpan(t *testing.T) {
	t.Parallel()
	a, b := turningSpan("a", 2000), turningSpan("b", 2000)
	if a == b || a != turningSpan("a", 2000) || a.n != 2000 || a.first < turningFrom || turningSpan("a", 1<<40).n != turningEvery {
		t.Errorf("ranges %v and %v", a, b)
	}
}

// TestKeep keeps a seed once, and does not change what is said of one that is there.
func TestKeep(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "seeds.tsv")
	if err := os.WriteFile(path, []byte("# head\n7\t-1\tR4\t2026-01-02\tmended\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	found := []violation{{Seed: 7, Rule: "S2"}, {Seed: 8, Rule: "E1"}, {Seed: 8, Rule: "E1"}}
	if err := keep(path, found, time.Date(2026, 1, 3, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if want := keptHead + "\n7\t-1\tR4\t2026-01-02\tmended\n8\t-1\tE1\t2026-01-03\topen\n"; err != nil || string(text) != want {
		t.Errorf("%v, the file is\n%swant\n%s", err, text, want)
	}
}

func TestReadKept_refused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"7\tR4": "invalid line", "x\t-1\tR4\td\topen": `invalid seed "x"`, "7\t-2\tR4\td\topen": `invalid queries "-2"`, "7\t-1\tR4\td\tnew": "open or mended",
	} {
		if _, err := parseKept(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}

// TestKept runs the seeds that once violated a rule: each passes, or is listed as open with
// the rule that it violates.
func TestKept(t *testing.T) {
	t.Parallel()
	all, err := readKept("../../pkg/sim/testdata/seeds.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range all {
		if wrong := k.check(); wrong != "" {
			t.Errorf("seed %d %s", k.seed, wrong)
		}
	}
}

// TestKeptSeed_check has a seed that passes.
func TestKeptSeed_check(t *testing.T) {
	t.Parallel()
	if wrong := (keptSeed{seed: 17, queries: sim.Few}).check(); wrong != "" {
		t.Errorf("a seed that passes %s", wrong)
	}
	if wrong := (keptSeed{seed: 17, queries: sim.Few, rule: "S2", open: true}).check(); !strings.Contains(wrong, "list it as mended") {
		t.Errorf("an open seed that passes: %q", wrong)
	}
}
