package source

import (
	"testing"
)

// The bounds of the schema are those of the reader: what fits, and what is next to it.
func TestDescribed_schema_bounds(t *testing.T) {
	t.Parallel()
	many := make([]any, maxLogGroups+1)
	for i := range many {
		many[i] = "/" + string(rune('A'+i/26)) + string(rune('a'+i%26))
	}
	for key, c := range map[string]struct{ fit, not []any }{
		"/$defs/report/properties/report":      {[]any{"a", "a-1", "${env}-usage"}, []any{"A", "", "a_b", "1a", 7, nil, "$env"}},
		"/$defs/report/properties/title":       {[]any{"T", "Über uns", "${env}"}, []any{"", " a", "a ", "a\nb", 2026, true}},
		"/$defs/report/properties/window":      {[]any{"24h", "day", "1h30m", "${window}"}, []any{"fortnight", "24", 24, "", "1.5h", "days"}},
		"/$defs/report/properties/max_rows":    {[]any{1, 100_000, "${rows}"}, []any{0, 100_001, 1.5, "500", true}},
		"/$defs/report/properties/max_scan":    {[]any{"10GB", "500 MB", "1KiB", 1, "7"}, []any{0, "10 gigabytes", "-1", true}},
		"/$defs/report/properties/max_bytes":   {[]any{"8MB", 64_000_000}, []any{64_000_001}},
		"/$defs/report/properties/compare":     {[]any{"previous", 1, 400, "7"}, []any{"prev", 0, 401, true}},
		"/$defs/report/properties/log_groups":  {[]any{[]any{"/a"}, []any{"/a-*", map[string]any{"tag": "team=a"}}, many[:maxLogGroups]}, []any{"/a", []any{}, []any{"/a", "/a"}, many, []any{"a b"}, []any{"*"}, []any{"/a*b"}, []any{map[string]any{"tag": "team"}}, []any{map[string]any{}}}},
		"/$defs/query/properties/log_class":    {[]any{"standard", "${class}"}, []any{"STANDARD"}},
		"/$defs/report/properties/on_partial":  {[]any{"hold", "${what}"}, []any{"drop"}},
		"/$defs/report/properties/parameters":  {[]any{map[string]any{"a_1": 5}}, []any{map[string]any{}, map[string]any{"each": 1}, map[string]any{"a-b": 1}, map[string]any{"a": []any{}}}},
		"/$defs/report/properties/for_each":    {[]any{[]any{"a", 1, true}, map[string]any{"file": "a.yaml"}}, []any{"a", []any{}, []any{"a", "a"}, []any{[]any{}}, map[string]any{}, map[string]any{"files": "a"}}},
		"/$defs/section/properties/warn":       {[]any{5, 0.5, ">= 10", "<5", "${limit}"}, []any{"= 5", "many", true}},
		"/$defs/section/properties/hide_empty": {[]any{true, "${hide}"}, []any{"yes", 1}},
		"/$defs/section/properties/show":       {[]any{"new_patterns"}, []any{"pie"}},
		"/$defs/destination":                   {[]any{map[string]any{"stdout": map[string]any{}, "name": "a"}}, []any{map[string]any{}, map[string]any{"stdout": map[string]any{}, "file": map[string]any{"path": "a"}}, map[string]any{"name": "a"}}},
		"/$defs/slack":                         {[]any{map[string]any{"webhook": "env:A"}, map[string]any{"channel": "C1", "token": "ssm:/a"}}, []any{map[string]any{"channel": "C1"}, map[string]any{"webhook": "env:A", "token": "ssm:/a"}, map[string]any{"webhook": "https://hooks.slack.com/x"}}},
		"/$defs/schedule":                      {[]any{map[string]any{"cron": "0 6 * * ? *"}, map[string]any{"at": "2026-01-02T12:30:00"}}, []any{map[string]any{"timezone": "UTC"}, map[string]any{"cron": "0 6 * * *"}, map[string]any{"cron": "0 6 * * ? *", "at": "2026-01-02T12:30:00"}}},
		"/$defs/test/properties/logs":          {[]any{"logs", []any{"a", "b"}, map[string]any{"/a": []any{"b"}}}, []any{[]any{}, map[string]any{}, 7}},
		"/$defs/test/properties/rows":          {[]any{map[string]any{"a": []any{}}, map[string]any{"a": []any{[]any{1, nil, "x"}}}}, []any{map[string]any{}, map[string]any{"a": 1}}},
	} {
		s := resolved(t, key)
		for _, value := range c.fit {
			if err := s.Validate(value); err != nil {
				t.Errorf("%s: %v does not fit: %v", key, value, err)
			}
		}
		for _, value := range c.not {
			if s.Validate(value) == nil {
				t.Errorf("%s: %v fits", key, value)
			}
		}
	}
}
