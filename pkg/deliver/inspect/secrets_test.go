package inspect_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/inspect"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestInspector_secrets(t *testing.T) {
	t.Parallel()
	const arn = "secretsmanager:arn:aws:secretsmanager:eu-central-1:111122223333:secret:bot-AbCdEf#token"
	for ref, test := range map[report.Secret]struct {
		state         inspect.State
		words, remedy string
	}{
		"ssm:/bot":    {inspect.OK, "daily: ssm:/bot can be read", ""},
		"ssm:/gone":   {inspect.Failed, "daily: ssm:/gone does not exist", "aws ssm put-parameter --type SecureString --name /gone --value file://token"},
		arn:           {inspect.Failed, "does not exist", "aws secretsmanager create-secret --name bot --secret-string file://secret"},
		"ssm:/denied": {inspect.Failed, "daily: the reporter may not read ssm:/denied", "deploy"},
		"ssm:/later":  {inspect.NotAnswered, "Throttling", ""},
	} {
		w := newWorld(t)
		f := find(t, w.inspect(t.Context(), bot(ref)), inspect.Secret)
		expect(t, string(ref), f, test.state, test.words, test.remedy)
		if (f.Cost > 0) != (ref == arn) {
			t.Errorf("%s costs %g", ref, f.Cost)
		}
	}
}
