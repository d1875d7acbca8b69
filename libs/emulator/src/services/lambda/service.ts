import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { createEventQueue } from './event-queue.ts';
import { functionAccess } from './function-access.ts';
import { functionTags } from './function-tags.ts';
import { Functions } from './functions.ts';
import { addPermission } from './operations/add-permission.ts';
import { createAlias } from './operations/create-alias.ts';
import { createFunction } from './operations/create-function.ts';
import { deleteAlias } from './operations/delete-alias.ts';
import { deleteFunction } from './operations/delete-function.ts';
import { deleteFunctionConcurrency } from './operations/delete-function-concurrency.ts';
import { deleteFunctionEventInvokeConfig } from './operations/delete-function-event-invoke-config.ts';
import { getAccountSettings } from './operations/get-account-settings.ts';
import { getAlias } from './operations/get-alias.ts';
import { getFunction } from './operations/get-function.ts';
import { getFunctionCodeSigningConfig } from './operations/get-function-code-signing-config.ts';
import { getFunctionConcurrency } from './operations/get-function-concurrency.ts';
import { getFunctionConfiguration } from './operations/get-function-configuration.ts';
import { getFunctionEventInvokeConfig } from './operations/get-function-event-invoke-config.ts';
import { getFunctionRecursionConfig } from './operations/get-function-recursion-config.ts';
import { getPolicy } from './operations/get-policy.ts';
import { getRuntimeManagementConfig } from './operations/get-runtime-management-config.ts';
import { invoke } from './operations/invoke.ts';
import { listAliases } from './operations/list-aliases.ts';
import { listFunctionEventInvokeConfigs } from './operations/list-function-event-invoke-configs.ts';
import { listFunctions } from './operations/list-functions.ts';
import { listTags } from './operations/list-tags.ts';
import { listVersionsByFunction } from './operations/list-versions-by-function.ts';
import { publishVersion } from './operations/publish-version.ts';
import { putFunctionConcurrency } from './operations/put-function-concurrency.ts';
import { putFunctionEventInvokeConfig } from './operations/put-function-event-invoke-config.ts';
import { removePermission } from './operations/remove-permission.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateAlias } from './operations/update-alias.ts';
import { updateFunctionCode } from './operations/update-function-code.ts';
import { updateFunctionConfiguration } from './operations/update-function-configuration.ts';
import { updateFunctionEventInvokeConfig } from './operations/update-function-event-invoke-config.ts';

/**
 * AWS Lambda: functions run for real, each execution environment a separate process.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/welcome.html
 */
export function createLambdaService(runtime: Runtime): Service {
  const functions = new Functions(runtime);
  const queue = createEventQueue(functions);
  const tags = functionTags(functions);
  return {
    id: 'lambda',
    ...functionAccess(functions.store),
    operations: {
      AddPermission: addPermission(functions),
      CreateAlias: createAlias(functions),
      CreateFunction: createFunction(functions),
      DeleteAlias: deleteAlias(functions),
      DeleteFunction: deleteFunction(functions),
      DeleteFunctionConcurrency: deleteFunctionConcurrency(functions),
      DeleteFunctionEventInvokeConfig: deleteFunctionEventInvokeConfig(functions),
      GetAccountSettings: getAccountSettings(functions),
      GetAlias: getAlias(functions),
      GetFunction: getFunction(functions),
      GetFunctionCodeSigningConfig: getFunctionCodeSigningConfig(functions),
      GetFunctionConcurrency: getFunctionConcurrency(functions),
      GetFunctionConfiguration: getFunctionConfiguration(functions),
      GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig(functions),
      GetFunctionRecursionConfig: getFunctionRecursionConfig(functions),
      GetPolicy: getPolicy(functions),
      GetRuntimeManagementConfig: getRuntimeManagementConfig(functions),
      Invoke: invoke(functions, queue),
      ListAliases: listAliases(functions),
      ListFunctionEventInvokeConfigs: listFunctionEventInvokeConfigs(functions),
      ListFunctions: listFunctions(functions),
      ListTags: listTags(tags),
      ListVersionsByFunction: listVersionsByFunction(functions),
      PublishVersion: publishVersion(functions),
      PutFunctionConcurrency: putFunctionConcurrency(functions),
      PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig(functions),
      RemovePermission: removePermission(functions),
      TagResource: tagResource(tags),
      UntagResource: untagResource(tags),
      UpdateAlias: updateAlias(functions),
      UpdateFunctionCode: updateFunctionCode(functions),
      UpdateFunctionConfiguration: updateFunctionConfiguration(functions),
      UpdateFunctionEventInvokeConfig: updateFunctionEventInvokeConfig(functions),
    },
    start: () => {
      functions.pool.endOrphans();
      queue.start();
    },
    stop: async () => {
      const handedBack = queue.stop();
      await functions.pool.stop();
      await handedBack;
    },
    fetch: (request, path) => functions.code.download(request, path),
  };
}
