package inspect

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// readCost is the price of a call of Secrets Manager in us-east-1, in dollars
// (https://aws.amazon.com/secrets-manager/pricing/). Standard parameters of Systems
// Manager cost nothing.
const readCost = 0.05 / 10_000

// references returns the references to the secrets of a destination.
func references(d report.Destination) (all []report.Secret) {
	add := func(ref report.Secret) {
		if ref != "" {
			all = append(all, ref)
		}
	}
	switch {
	case d.Telegram != nil:
		add(d.Telegram.Token)
	case d.Slack != nil:
		add(d.Slack.Token)
		add(d.Slack.Webhook)
	case d.Teams != nil:
		add(d.Teams.Webhook)
	case d.Discord != nil:
		add(d.Discord.Webhook)
	case d.Webhook != nil:
		add(d.Webhook.Secret)
	}
	return all
}

// secrets reads each secret once, and keeps the values of those that can be read.
func (i *Inspector) secrets(ctx context.Context, uses []use, values map[report.Secret]string) (findings []Finding) {
	for _, ref := range group(uses, references) {
		value, err := i.env.Secrets.Secret(ctx, ref.what)
		f := Finding{Check: Secret, State: OK, Finding: fmt.Sprintf("%s: %s can be read", ref.names(), ref.what)}
		if err != nil {
			f = unread(ref, err)
		} else {
			values[ref.what] = strings.TrimSpace(value)
		}
		if strings.HasPrefix(string(ref.what), "secretsmanager:") {
			f.Cost = readCost
		}
		findings = append(findings, f)
	}
	return findings
}

// unread returns the finding for a secret that cannot be read. A failure that may pass
// says nothing about the secret.
func unread(ref grouped[report.Secret], err error) Finding {
	f := Finding{Check: Secret, State: Failed, Finding: fmt.Sprintf("%s: %v", ref.names(), err)}
	outcome := (*fanlight.DeliveryError)(nil)
	words := err.Error()
	switch {
	case !errors.As(err, &outcome) || !outcome.Permanent:
		f.State, f.Finding = NotAnswered, fmt.Sprintf("not answered: %s: %v", ref.names(), err)
	case strings.Contains(words, "ParameterNotFound"), strings.Contains(words, "ResourceNotFoundException"):
		f.Finding = fmt.Sprintf("%s: %s does not exist", ref.names(), ref.what)
		f.Remedy = creation(ref.what)
	case strings.Contains(words, "AccessDenied"):
		f.Finding = fmt.Sprintf("%s: the reporter may not read %s", ref.names(), ref.what)
		f.Remedy = "deploy: it grants the secrets that the reports name; a key of your own must let the account's policies decrypt"
	}
	return f
}

// creation returns the command that creates a secret. The value is read from a file, so
// that it stays out of the shell's history.
func creation(ref report.Secret) string {
	kind, name, _ := strings.Cut(string(ref), ":")
	if kind == "ssm" {
		return "aws ssm put-parameter --type SecureString --name " + name + " --value file://token"
	}
	arn, _, _ := strings.Cut(name, "#")
	return "aws secretsmanager create-secret --name " + secretName(arn) + " --secret-string file://secret"
}

// secretName returns the name in arn:partition:secretsmanager:region:account:secret:name-??????.
func secretName(arn string) string {
	name := arn[strings.LastIndex(arn, ":")+1:]
	if end := len(name) - len("-??????"); end > 0 && name[end] == '-' {
		return name[:end]
	}
	return name
}
