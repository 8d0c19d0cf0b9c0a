package text

import "testing"

func TestCSVCell(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"plain": "plain", "two\nlines\tand": "two\nlines\tand", "\x1b[31m": "␛[31m", "\u200b=1+1": "�=1+1", "=\x1b1": "'=␛1", "-5": "-5", "": "",
	} {
		if got := CSVCell(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestCSVName(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"@timestamp": "@timestamp", "count(*)": "count(*)", "@SUM(A1)": "'@SUM(A1)", "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0", "+a": "'+a", "-a.b": "'-a.b", "@": "'@",
	} {
		if got := CSVName(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

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
