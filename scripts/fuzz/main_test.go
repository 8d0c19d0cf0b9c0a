package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// module goes into a module with a fuzz target that fails for texts with an x, one that
// never fails, and a commit.
func module(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	write(t, "go.mod", "module example.com/fuzzed\n")
	write(t, "go.sum", "")
	write(t, "lower/lower.go", "package lower\n\nfunc Of(string) {}\n")
	write(t, "upper/upper_test.go", `package upper

import (
	"strings"
	"testing"

	"example.com/fuzzed/lower"
)

func FuzzGood(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) { lower.Of(text) })
}

func FuzzBad(f *testing.F) {
	f.Add("x")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "x") {
			t.Error("it has an x")
		}
	})
}

func helper(f *testing.F, of string) {}
`)
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-q", "-m", "test"}} {
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// opened returns a session in the module, whose targets are fuzzed by a fake.
func opened(t *testing.T, o options, fuzz func(target) (outcome, error)) (*session, *bytes.Buffer) {
	t.Helper()
	o.record = "fuzz.tsv"
	var out bytes.Buffer
	s, err := newSession(t.Context(), o, &out)
	if err != nil {
		t.Fatal(err)
	}
	s.fuzz = func(_ context.Context, t target, _ time.Duration) (outcome, error) { return fuzz(t) }
	return s, &out
}

// TestRun fuzzes a module with Go's own fuzzing: the list gets what passes, and the exit
// status is that of a finding.
func TestRun(t *testing.T) {
	module(t)
	var out bytes.Buffer
	err := run(t.Context(), []string{"-time", "1s", "-record", "fuzz.tsv"}, &out)
	if !errors.Is(err, errFindings) || status(err) != 1 {
		t.Errorf("error %v, want a finding", err)
	}
	for _, want := range []string{"upper FuzzBad: a finding\n--- FAIL: FuzzBad", "it has an x", "upper FuzzGood: 1s, ", "\nfuzz: targets=1/2 executions=", " findings=1 corpus_kb="} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("output\n%swant %q", out.String(), want)
		}
	}
	all, err := readDone("fuzz.tsv")
	if err != nil || len(all) != 1 || all[0].name != "FuzzGood" || all[0].executions == 0 || all[0].commit == "" {
		t.Errorf("the list has %+v, %v", all, err)
	}
}

// TestSession_run goes on where the run before ended: it skips what is done, gives what was
// done for a shorter time the rest, and begins again when a package changes that is imported.
func TestSession_run(t *testing.T) {
	module(t)
	ran := 0
	fuzz := func(target) (outcome, error) { ran++; return outcome{executions: 7}, nil }
	for _, step := range []struct {
		time   time.Duration
		change string
		ran    int
		want   string
	}{
		{time.Minute, "", 2, "fuzz: targets=2/2 executions=14 findings=0 corpus_kb=0\n"},
		{time.Minute, "", 0, "fuzz: targets=2/2 executions=14 findings=0 corpus_kb=0\n"},
		{2 * time.Minute, "", 2, "fuzz: targets=2/2 executions=28 findings=0 corpus_kb=0\n"},
		{time.Minute, "package lower\n\nfunc Of(string) { return }\n", 2, "fuzz: targets=2/2 executions=14 findings=0 corpus_kb=0\n"},
	} {
		if step.change != "" {
			write(t, "lower/lower.go", step.change)
		}
		ran = 0
		s, out := opened(t, options{time: step.time, jobs: 1}, fuzz)
		if err := errors.Join(s.run(t.Context()), s.conclude()); err != nil || ran != step.ran || !strings.HasSuffix(out.String(), step.want) {
			t.Errorf("%s: %d were run, want %d, %v, output\n%s", step.time, ran, step.ran, err, out)
		}
	}
	if all, err := readDone("fuzz.tsv"); err != nil || len(all) != 2 {
		t.Errorf("the list has %v, %v, want a line for each target", all, err)
	}
}

// TestSession_run_more gives a target that is done more time, after those that had less.
func TestSession_run_more(t *testing.T) {
	module(t)
	var order []string
	fuzz := func(one target) (outcome, error) { order = append(order, one.name); return outcome{executions: 7}, nil }
	first, _ := opened(t, options{time: time.Minute, jobs: 1}, fuzz)
	first.all = first.all[:1]
	if err := first.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, out := opened(t, options{time: time.Minute, jobs: 1, more: true}, fuzz)
	if err := errors.Join(s.run(t.Context()), s.conclude()); err != nil || !strings.HasSuffix(out.String(), "fuzz: targets=2/2 executions=21 findings=0 corpus_kb=0\n") {
		t.Errorf("%v, output\n%s", err, out)
	}
	if got := strings.Join(order, " "); got != "FuzzBad FuzzGood FuzzBad" {
		t.Errorf("the order is %s", got)
	}
}

// TestSession_run_interrupted ends while the second of two targets is fuzzed: the first is on
// the list.
func TestSession_run_interrupted(t *testing.T) {
	module(t)
	ctx, stop := context.WithCancel(t.Context())
	s, out := opened(t, options{time: time.Minute, jobs: 1}, func(one target) (outcome, error) {
		if one.name == "FuzzGood" {
			stop()
			return outcome{}, ctx.Err()
		}
		return outcome{executions: 3}, nil
	})
	if err := s.run(ctx); err == nil || !strings.Contains(err.Error(), "interrupted") || status(err) != 2 {
		t.Errorf("error %v", err)
	}
	if err := s.conclude(); err != nil || !strings.HasSuffix(out.String(), "fuzz: targets=1/2 executions=3 findings=0 corpus_kb=0\n") {
		t.Errorf("%v, output\n%s", err, out)
	}
}

// TestSession_run_failed has a target that cannot be built: nothing further is begun.
func TestSession_run_failed(t *testing.T) {
	module(t)
	broken := errors.New("it does not build")
	s, _ := opened(t, options{time: time.Minute, jobs: 2}, func(target) (outcome, error) { return outcome{}, broken })
	if err := s.run(t.Context()); !errors.Is(err, broken) || len(s.done) > 0 {
		t.Errorf("error %v, the list has %v", err, s.done)
	}
}

func TestCorpus(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "upper/testdata/fuzz/FuzzBad/1", "12345")
	write(t, "upper/testdata/fuzz/FuzzBad/2", "678")
	write(t, "upper/testdata/fuzz/FuzzGone/3", "of no target")
	if n, err := corpus([]target{{"upper", "FuzzBad"}, {"upper", "FuzzGood"}}); err != nil || n != 8 {
		t.Errorf("%d bytes, %v, want 8", n, err)
	}
}

func TestParse_refused(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"-time 1ms": "invalid -time 1ms", "-jobs 0": "invalid -jobs 0", "FuzzParse": `invalid argument "FuzzParse"`,
	} {
		if _, err := parse(strings.Fields(args)); err == nil || !strings.Contains(err.Error(), want) || status(err) != 2 {
			t.Errorf("%s: error %v, want %q", args, err, want)
		}
	}
}
