package lambda_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

func TestService_ListFunctions(t *testing.T) {
	t.Parallel()
	s := lambda.New(lambda.Options{})
	for _, name := range []string{"c", "a", "b"} {
		s.Register(name, lambda.Handler(func() (string, error) { return "", nil }), lambda.Config{Timeout: 1500 * time.Millisecond})
	}
	var pages []string
	in := &sdk.ListFunctionsInput{MaxItems: aws.Int32(2)}
	for more := true; more; more = in.Marker != nil {
		out, err := s.ListFunctions(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		page := ""
		for _, f := range out.Functions {
			page += fmt.Sprint(*f.FunctionName, " ", *f.Timeout, " ")
		}
		pages = append(pages, page)
		in.Marker = out.NextMarker
	}
	if got := fmt.Sprint(pages); got != "[a 2 b 2  c 2 ]" {
		t.Errorf("pages %s", got)
	}
	for _, in := range []*sdk.ListFunctionsInput{
		{FunctionVersion: "ALL"}, {MasterRegion: aws.String("us-east-1")}, {MaxItems: aws.Int32(0)},
	} {
		if out, err := s.ListFunctions(t.Context(), in); err == nil {
			t.Errorf("%+v: got %v", in, out.Functions)
		}
	}
}
