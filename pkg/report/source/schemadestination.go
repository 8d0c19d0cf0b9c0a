package source

import (
	"math"

	"github.com/fanlight/fanlight/pkg/report"
)

func destinationMapping() described {
	m := described{
		name: "destination", says: "Where a report goes: exactly one kind with its settings.", keys: destinationKeys,
		docs: map[string]keyDoc{
			"name":       {nameForm(), "The destination's name in commands. Default: its kind, a second time with -2.", "archive"},
			"on_unknown": {wordOf(report.Resend, report.Skip), "What the next try does after one that got no answer. Default: resend.", "skip"},
		},
	}
	for _, kind := range destinationMappings() {
		m.docs[kind.name] = keyDoc{refTo(kind.name), kind.says, kind.example()}
		m.oneOf = append(m.oneOf, &schema{Required: []string{kind.name}})
	}
	return m
}

// example returns a mapping with the example of each key that has to be there.
func (m described) example() map[string]any {
	all := map[string]any{}
	required := m.required
	if len(m.oneOf) > 0 {
		required = m.oneOf[0].Required
	}
	for _, key := range required {
		all[key] = m.docs[key].example
	}
	return all
}

// destinationMappings are the settings of each kind, by its name.
func destinationMappings() []described {
	hook := keyDoc{secretForm(), "A reference to the URL that the provider shows: who has it may post.", "ssm:/fanlight/prod/webhook"}
	return []described{
		{name: "stdout", says: "Text on the reporter's standard output.", keys: stdoutKeys},
		{name: "file", says: "A file on the machine that runs the report.", keys: fileKeys, required: []string{"path"}, docs: map[string]keyDoc{
			"path": {freeText(), "HTML if it ends in .html, JSON if in .json, the rows of the only query if in .csv, else text.", "out/report.html"},
		}},
		{name: "telegram", says: "Messages to a chat of Telegram.", keys: telegramKeys, required: []string{"chat", "token"}, docs: map[string]keyDoc{
			"chat":  {orName(&schema{Type: "string", Pattern: chatID().String()}, &schema{Type: "integer"}), "A channel's @name, or a chat's number.", "@channel"},
			"token": {secretForm(), "A reference to the bot's token.", "ssm:/fanlight/prod/telegram-token"},
			"topic": {wholeNumberOf(1, math.MaxInt32), "The number of a topic of the chat.", 7},
		}},
		{name: "email", says: "A mail through Amazon SES, as text and HTML.", keys: emailKeys, required: []string{"from", "to"}, docs: map[string]keyDoc{
			"from":   {matching("@"), "The sender's address, with or without a name.", "Fanlight <reports@example.org>"},
			"to":     {listOf(matching("@"), maxRecipients), "The recipients.", []any{"team@example.org"}},
			"attach": {wordOf(report.AttachCSV), "What is attached: the rows of tables as CSV files. Default: nothing.", "csv"},
		}},
		slackMapping(hook),
		{name: "teams", says: "An Adaptive Card, by a workflow of Microsoft Teams.", keys: hookKeys, required: []string{"webhook"}, docs: map[string]keyDoc{"webhook": hook}},
		{name: "discord", says: "Messages with embeds in Discord.", keys: hookKeys, required: []string{"webhook"}, docs: map[string]keyDoc{"webhook": hook}},
		webhookMapping(),
		{name: "sns", says: "The text form on a topic of Amazon SNS.", keys: snsKeys, required: []string{"topic"}, docs: map[string]keyDoc{
			"topic": {matching(topicARN().String()), "The topic's ARN.", "arn:aws:sns:eu-west-1:123456789012:reports"},
		}},
		{name: "eventbridge", says: "An event with the numbers and states.", keys: eventBridgeKeys, required: []string{"bus"}, docs: map[string]keyDoc{
			"bus": {matching(eventBus().String()), "The bus's name, or its ARN.", "default"},
		}},
		s3Mapping(),
	}
}

func slackMapping(hook keyDoc) described {
	return described{
		name: "slack", says: "Messages in Slack: by a bot's token to a channel, or by a webhook.", keys: slackKeys,
		oneOf: []*schema{{Required: []string{"channel", "token"}, MaxProperties: 2}, {Required: []string{"webhook"}, MaxProperties: 1}},
		docs: map[string]keyDoc{
			"channel": {freeText(), "The channel's ID, or its #name.", "C0123"},
			"token":   {secretForm(), "A reference to the bot's token, with the scope chat:write, and files:write for files.", "ssm:/fanlight/prod/slack"},
			"webhook": hook,
		},
	}
}

func webhookMapping() described {
	return described{
		name: "webhook", says: "A signed request (Standard Webhooks) with the numbers and states as JSON.", keys: webhookKeys, required: []string{"url", "secret"},
		docs: map[string]keyDoc{
			"url":           {matching(`^https?://`), "The URL; http only on this machine, with allow_private.", "https://example.org/hooks/fanlight"},
			"secret":        {secretForm(), "A reference to the key of the signatures: whsec_ and the base64 of 24 to 64 bytes.", "ssm:/fanlight/prod/hook"},
			"allow_private": {trueOrFalse(), "Whether the URL may lead to a private address. Default: false.", false},
		},
	}
}

func s3Mapping() described {
	return described{
		name: "s3", says: "An archive: the page, the data and the tables of each edition as objects of a bucket.", keys: s3Keys, required: []string{"bucket"},
		docs: map[string]keyDoc{
			"bucket": {matching(bucketName().String()), "The bucket's name.", "example-reports"},
			"prefix": {matching(prefixForm().String()), "The folder of the objects. Default: none.", "reports/"},
			"link":   {matching(`^https://`), "The address at which your own server shows the objects below the prefix.", "https://reports.example.org/"},
		},
	}
}
