package cli

import "testing"

func TestEscapeFormula(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"": "", "a=b": "a=b", "5": "5", "-5": "-5", "+1.5e3": "+1.5e3",
		"=1+1": "'=1+1", "+cmd|'/c calc'!A0": "'+cmd|'/c calc'!A0", "-2+3": "'-2+3", "@SUM(A1)": "'@SUM(A1)",
		"\t=1": "'\t=1", "\n=1": "'\n=1", "＝1": "'＝1",
	} {
		if got := escapeFormula(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
