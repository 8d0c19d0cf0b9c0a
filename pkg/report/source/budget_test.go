package source

import (
	"strings"
	"testing"
)

func TestReadBudget(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{"0.50": 0.5, "2": 2, "0.0001": 0.0001, "1000": 1000} {
		if r := mustLoad(t, "budget: "+text+"\n"+small, DefaultValues()); r.Budget != want {
			t.Errorf("%s: a budget of %f, want %f", text, r.Budget, want)
		}
	}
	for _, text := range []string{"0", "-1", "1e3", ".inf", ".nan", "1001", "0.00001", "$2", "0x10", "yes", "[1]", `""`} {
		_, _, err := loadText("budget: "+text+"\n"+small, DefaultValues(), Options{})
		if err == nil || !strings.Contains(err.Error(), wantBudget) || !strings.Contains(err.Error(), "report.yaml:1:9") {
			t.Errorf("%s: error %v", text, err)
		}
	}
}
