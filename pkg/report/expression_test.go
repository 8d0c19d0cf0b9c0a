package report

import "testing"

func TestExpressionError_Error(t *testing.T) {
	t.Parallel()
	if _, err := ParseSchedule("30 24 * * ? *", "UTC"); err == nil || err.Error() != `invalid hour "24": want 0 to 23` {
		t.Errorf("error %v", err)
	}
}
