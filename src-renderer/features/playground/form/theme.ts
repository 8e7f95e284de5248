// Not from its index, which also imports what only its own tests need.
import getDefaultRegistry from '@rjsf/core/lib/getDefaultRegistry.js';
import withTheme, { type ThemeProps } from '@rjsf/core/lib/withTheme.js';
import type { FieldProps } from '@rjsf/utils';
import { createElement } from 'react';
import { FieldErrorTemplate, FieldTemplate, MultiSchemaFieldTemplate } from './field-template.tsx';
import { FileWidget } from './file-widget.tsx';
import {
  ArrayFieldItemTemplate,
  ArrayFieldTemplate,
  CyclicSchemaExpandTemplate,
  ObjectFieldTemplate,
} from './group-templates.tsx';
import { JsonField } from './json-field.tsx';
import { fileKind, isKnownObject } from './labels.ts';
import {
  BaseInputTemplate,
  CheckboxWidget,
  SelectWidget,
  TextareaWidget,
  TextWidget,
} from './widgets.tsx';

const { fields } = getDefaultRegistry();

/** An object of which nothing is known but that it is one is written as JSON. */
function ObjectField(props: FieldProps) {
  return createElement(
    isKnownObject(props.schema) ? (fields.ObjectField ?? JsonField) : JsonField,
    props,
  );
}

/** A string that stands for a file is chosen as one. */
function StringField(props: FieldProps) {
  const isFile = fileKind(props.schema) !== undefined;
  const uiSchema = isFile ? { ...props.uiSchema, 'ui:widget': FileWidget } : props.uiSchema;
  return createElement(fields.StringField ?? JsonField, { ...props, uiSchema });
}

function Nothing(): null {
  return null;
}

const theme: ThemeProps = {
  fields: { ObjectField, StringField, FallbackField: JsonField },
  templates: {
    FieldTemplate,
    FieldErrorTemplate,
    MultiSchemaFieldTemplate,
    ObjectFieldTemplate,
    ArrayFieldTemplate,
    ArrayFieldItemTemplate,
    BaseInputTemplate,
    CyclicSchemaExpandTemplate,
    // The field's own template says these.
    DescriptionFieldTemplate: Nothing,
    FieldHelpTemplate: Nothing,
    ErrorListTemplate: Nothing,
  },
  widgets: {
    TextWidget,
    TextareaWidget,
    CheckboxWidget,
    SelectWidget,
    RadioWidget: SelectWidget,
    CheckboxesWidget: SelectWidget,
    FileWidget,
    // Moments are sent as they are typed: a picker would move them to another time zone.
    DateTimeWidget: TextWidget,
    TimeWidget: TextWidget,
    ColorWidget: TextWidget,
    EmailWidget: TextWidget,
    URLWidget: TextWidget,
  },
};

/** The form library in the console's look. */
export const ThemedForm = withTheme(theme);
