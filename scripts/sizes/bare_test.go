package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const caller = `package x

import (
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

func f(c *sqs.Client) {
	c.SendMessage(ctx, &sqs.SendMessageInput{})
	c.SendMessage(ctx, &sqs.SendMessageInput{})
	_ = sdk.InvokeInput{}
	_ = types.NoInput{}
	_ = other.AnyInput{}
}
`

func TestCalls_addFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "x.go")
	if err := os.WriteFile(file, []byte(caller), 0o600); err != nil {
		t.Fatal(err)
	}
	called := calls{}
	if err := called.addFile(file); err != nil {
		t.Fatal(err)
	}
	if len(called) != 2 || !slices.Equal(called["sqs"], []string{"SendMessage"}) || !slices.Equal(called["lambda"], []string{"Invoke"}) {
		t.Errorf("got %v, want SendMessage of sqs and Invoke of lambda", called)
	}
}

func TestCalls_source(t *testing.T) {
	t.Parallel()
	for _, main := range []string{functionMain, commandMain} {
		source := calls{"sqs": {"SendMessage", "DeleteMessage"}, "lambda": {"Invoke"}}.source(main)
		if _, err := parser.ParseFile(token.NewFileSet(), "main.go", source, 0); err != nil {
			t.Error(err)
		}
		for _, want := range []string{`awssqs "github.com/aws/aws-sdk-go-v2/service/sqs"`, "c.sqs.DeleteMessage(ctx, &awssqs.DeleteMessageInput{})", "awslambda.NewFromConfig(cfg)"} {
			if !strings.Contains(source, want) {
				t.Errorf("no %s in\n%s", want, source)
			}
		}
	}
}
