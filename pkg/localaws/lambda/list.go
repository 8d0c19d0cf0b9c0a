package lambda

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

// maxFunctions is the largest page of ListFunctions, also without MaxItems
// (https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html).
const maxFunctions = 50

// ListFunctions returns a page of the functions by name. Those have what was registered: name, ARN, version and
// timeout. FunctionVersion and MasterRegion are refused.
func (s *Service) ListFunctions(_ context.Context, in *sdk.ListFunctionsInput, _ ...func(*sdk.Options)) (*sdk.ListFunctionsOutput, error) {
	switch {
	case in.FunctionVersion != "":
		return nil, invalid("not implemented by the embedded stand-in: ListFunctions.FunctionVersion")
	case in.MasterRegion != nil:
		return nil, invalid("not implemented by the embedded stand-in: ListFunctions.MasterRegion")
	case in.MaxItems != nil && (*in.MaxItems < 1 || *in.MaxItems > 10_000):
		return nil, invalid("MaxItems must be between 1 and 10000")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(s.functions)), func(name string) bool { return name < aws.ToString(in.Marker) })
	out := &sdk.ListFunctionsOutput{Functions: []types.FunctionConfiguration{}}
	size := maxFunctions
	if in.MaxItems != nil {
		size = min(size, int(*in.MaxItems))
	}
	if len(names) > size {
		out.NextMarker, names = aws.String(names[size]), names[:size]
	}
	for _, name := range names {
		out.Functions = append(out.Functions, s.functions[name].describe())
	}
	return out, nil
}

func (f *function) describe() types.FunctionConfiguration {
	return types.FunctionConfiguration{
		FunctionName: aws.String(f.name),
		FunctionArn:  aws.String(f.arn()),
		Version:      aws.String(latest),
		Timeout:      aws.Int32(int32((f.Timeout + time.Second - 1) / time.Second)),
		State:        types.StateActive,
	}
}
