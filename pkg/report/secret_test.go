package report

import "testing"

func TestSecret_Valid(t *testing.T) {
	t.Parallel()
	const arn = "secretsmanager:arn:aws:secretsmanager:eu-west-1:123456789012:secret:bot-AbCdEf"
	for secret, want := range map[Secret]bool{
		"env:BOT_TOKEN": true, "env:_x": true, "ssm:/fanlight/prod/telegram-token": true, arn + "#token": true,
		"": false, "env:": false, "env:2X": false, "ssm:name": false, "ssm:/name/": false, "secretsmanager:arn#x": false,
		arn: false, arn + "#": false, arn + "#a b": false, "1234567890:AAH": false, " env:BOT": false,
	} {
		if got := secret.Valid(); got != want {
			t.Errorf("%q is valid: %v, want %v", secret, got, want)
		}
	}
}
