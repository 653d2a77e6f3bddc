"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { Input, PasswordInput, Textarea } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import type { SourceDraft } from "./draft";

interface Props {
  draft: SourceDraft;
  change(changes: Partial<SourceDraft>): void;
  /** One is known: it stays when nothing is typed. */
  hasSecret: boolean;
}
const kept = "••••••••";

/** What it takes to get to the files. Secrets are never shown again. */
export function ConnectionFields(props: Props) {
  if (props.draft.kind === "sftp") return <SftpFields {...props} />;
  if (props.draft.kind === "s3") return <S3Fields {...props} />;
  return <FolderField {...props} />;
}

function SftpFields({ draft, change, hasSecret }: Props) {
  const t = useTranslations("files.fields");
  const secret = (changes: SourceDraft["secret"]) => change({ secret: { ...draft.secret, ...changes } });
  return (
    <>
      <Field label={t("host")} className="sm:col-span-4">
        <Input
          value={draft.host}
          placeholder="files.shop.example"
          onChange={(event) => change({ host: event.target.value, hostKey: null })}
        />
      </Field>
      <Field label={t("port")} className="sm:col-span-2">
        <NumberInput
          value={draft.port}
          min={1}
          max={65_535}
          onChange={(port) => change({ port: port ?? 22, hostKey: null })}
        />
      </Field>
      <Field label={t("username")} className="sm:col-span-3">
        <Input
          value={draft.username}
          autoComplete="off"
          onChange={(event) => change({ username: event.target.value })}
        />
      </Field>
      <Field label={t("password")} className="sm:col-span-3">
        <PasswordInput
          value={draft.secret.password ?? ""}
          autoComplete="new-password"
          placeholder={hasSecret ? kept : undefined}
          onChange={(event) => secret({ password: event.target.value })}
        />
      </Field>
      <Field label={t("privateKey")} help={t("privateKeyHelp")} className="sm:col-span-6">
        <Textarea
          rows={2}
          value={draft.secret.privateKey ?? ""}
          spellCheck={false}
          placeholder={hasSecret ? kept : "-----BEGIN OPENSSH PRIVATE KEY-----"}
          onChange={(event) => secret({ privateKey: event.target.value })}
        />
      </Field>
      {draft.secret.privateKey ? (
        <Field label={t("passphrase")} className="sm:col-span-6">
          <PasswordInput
            value={draft.secret.passphrase ?? ""}
            onChange={(event) => secret({ passphrase: event.target.value })}
          />
        </Field>
      ) : null}
      <FolderField draft={draft} change={change} hasSecret={hasSecret} />
    </>
  );
}

function S3Fields({ draft, change, hasSecret }: Props) {
  const t = useTranslations("files.fields");
  const secret = (changes: SourceDraft["secret"]) => change({ secret: { ...draft.secret, ...changes } });
  return (
    <>
      <Field label={t("endpoint")} className="sm:col-span-4">
        <Input
          value={draft.endpoint}
          placeholder="https://s3.eu-central-1.amazonaws.com"
          onChange={(event) => change({ endpoint: event.target.value })}
        />
      </Field>
      <Field label={t("region")} className="sm:col-span-2">
        <Input value={draft.region} onChange={(event) => change({ region: event.target.value })} />
      </Field>
      <Field label={t("bucket")} className="sm:col-span-3">
        <Input value={draft.bucket} onChange={(event) => change({ bucket: event.target.value })} />
      </Field>
      <Field label={t("prefix")} className="sm:col-span-3">
        <Input
          value={draft.prefix}
          placeholder="in"
          onChange={(event) => change({ prefix: event.target.value })}
        />
      </Field>
      <Field label={t("accessKeyId")} className="sm:col-span-3">
        <Input
          value={draft.secret.accessKeyId ?? ""}
          autoComplete="off"
          placeholder={hasSecret ? kept : undefined}
          onChange={(event) => secret({ accessKeyId: event.target.value })}
        />
      </Field>
      <Field label={t("secretAccessKey")} className="sm:col-span-3">
        <PasswordInput
          value={draft.secret.secretAccessKey ?? ""}
          autoComplete="new-password"
          placeholder={hasSecret ? kept : undefined}
          onChange={(event) => secret({ secretAccessKey: event.target.value })}
        />
      </Field>
      <Checkbox
        className="sm:col-span-6"
        checked={draft.isPathStyle}
        onChange={(isPathStyle) => change({ isPathStyle })}
        label={t("pathStyle")}
      />
    </>
  );
}

function FolderField({ draft, change }: Props) {
  const t = useTranslations("files.fields");
  return (
    <Field
      label={t("folder")}
      help={draft.kind === "folder" ? t("folderHelp") : undefined}
      className="sm:col-span-6"
    >
      <Input value={draft.folder} onChange={(event) => change({ folder: event.target.value })} />
    </Field>
  );
}
