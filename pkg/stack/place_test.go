package stack_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/stack"
)

func TestStack_Place(t *testing.T) {
	t.Parallel()
	for url, want := range map[string][2]string{
		"https://sqs.eu-central-1.amazonaws.com/123456789012/fanlight-reports":   {"eu-central-1", "123456789012"},
		"https://sqs.cn-north-1.amazonaws.com.cn/123456789012/fanlight-reports":  {"cn-north-1", "123456789012"},
		"http://127.0.0.1:4566/000000000000/fanlight-reports":                    {},
		"https://sqs.eu-central-1.example.com/123456789012/fanlight-reports":     {},
		"https://queue.eu-central-1.amazonaws.com/123456789012/fanlight-reports": {},
		"https://sqs.eu-central-1.amazonaws.com/fanlight-reports":                {},
		"": {}, ":": {},
	} {
		s := stack.Stack{Names: stack.Names{ReportQueue: url}}
		if region, account := s.Place(); region != want[0] || account != want[1] {
			t.Errorf("%s: %q, %q, want %v", url, region, account, want)
		}
	}
}
