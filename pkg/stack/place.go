package stack

import (
	"net/url"
	"strings"
)

// Place returns the AWS Region and account that the stack is deployed in, by the URL of
// its queue: https://sqs.REGION.amazonaws.com/ACCOUNT/NAME. Both are empty on a stand-in
// (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html).
func (s *Stack) Place() (region, account string) {
	u, err := url.Parse(s.Names.ReportQueue)
	if err != nil {
		return "", ""
	}
	host := strings.Split(u.Hostname(), ".")
	account, _, _ = strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	if len(host) < 4 || host[0] != "sqs" || host[2] != "amazonaws" || len(account) != 12 {
		return "", ""
	}
	return host[1], account
}
