package sim

import "testing"

// everyFault holds that no kind of fault is dead code.
func everyFault(t *testing.T, total Counts) {
	t.Helper()
	for _, f := range Faults() {
		if total[f] == 0 {
			t.Errorf("%s never occurred", f)
		}
	}
}

func TestFaults_names(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{NoFault.String(): true}
	for _, f := range Faults() {
		if name := f.String(); name == "" || seen[name] {
			t.Errorf("fault %d is named %q", f, name)
		}
		seen[f.String()] = true
	}
	if len(seen) != int(numFaults) {
		t.Errorf("%d faults, want %d", len(seen), numFaults)
	}
}

func TestFault_String(t *testing.T) {
	t.Parallel()
	for f, want := range map[Fault]string{NoFault: "none", CrashBefore: "crash before a call", numFaults: "", -1: ""} {
		if got := f.String(); got != want {
			t.Errorf("%d: %q, want %q", f, got, want)
		}
	}
}

func TestCounts_Add(t *testing.T) {
	t.Parallel()
	a, b := Counts{Resent: 1}, Counts{Resent: 2, Throttled: 3}
	a.Add(b)
	if want := (Counts{Resent: 3, Throttled: 3}); a != want {
		t.Errorf("got %v, want %v", a, want)
	}
}
